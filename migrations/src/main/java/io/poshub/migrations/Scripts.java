package io.poshub.migrations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The scripts of one location on the class path: version to checksum. They are read here, without
 * Flyway, so that a schema that is up to date can be recognised by one query; the checksum is
 * Flyway's.
 */
record Scripts(String location, NavigableMap<Integer, Integer> checksums) {
  private static final Pattern NAME = Pattern.compile("V(\\d{1,6})__\\w+\\.sql");

  Scripts {
    checksums = Collections.unmodifiableNavigableMap(new TreeMap<>(checksums));
    if (checksums.isEmpty()) {
      throw new IllegalStateException("no migration scripts in " + location);
    }
  }

  static Scripts at(String location) {
    URL url = Scripts.class.getResource("/" + location);
    if (url == null) {
      throw new IllegalStateException(location + " is not on the class path");
    }
    try {
      URI uri = url.toURI();
      if (!"jar".equals(uri.getScheme())) {
        return read(location, Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(jarFile(uri))) {
        return read(location, jar.getPath(location));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the scripts in " + location + " cannot be read", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path has no proper address: " + url, e);
    }
  }

  int newest() {
    return checksums.lastKey();
  }

  private static Path jarFile(URI inJar) {
    String file = inJar.getRawSchemeSpecificPart();
    return Path.of(URI.create(file.substring(0, file.lastIndexOf("!/"))));
  }

  private static Scripts read(String location, Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.toList();
    }
    NavigableMap<Integer, Integer> checksums = new TreeMap<>();
    for (Path file : files) {
      Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
      if (!name.matches()) {
        throw new IllegalStateException(file + " is not named V{number}__{what}.sql");
      }
      if (checksums.put(Integer.valueOf(name.group(1)), checksum(file)) != null) {
        throw new IllegalStateException("two scripts in " + location + " have one number: " + file);
      }
    }
    return new Scripts(location, checksums);
  }

  /**
   * Over the lines without their ends, so that a checkout with other line ends is the same script.
   */
  private static int checksum(Path file) throws IOException {
    CRC32 crc = new CRC32();
    try (BufferedReader reader = Files.newBufferedReader(file, UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        crc.update(line.getBytes(UTF_8));
      }
    }
    return (int) crc.getValue();
  }
}
