package io.poshub.mariadb;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Another live process holds the data folder. The message is one line, fit to be shown as it is.
 */
public final class DataFolderInUseException extends IOException {
  private static final long serialVersionUID = 1L;

  DataFolderInUseException(Path folder, String holder) {
    super("the data folder " + folder + " is in use by another hub (process " + holder + ")");
  }
}
