package io.poshub.server;

import io.poshub.connectors.vault.VaultKey;
import io.poshub.mariadb.DataFolder;
import io.poshub.mariadb.DataFolderInUseException;
import io.poshub.server.auth.OperatorToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.SecureRandom;

/**
 * What has to be in order before anything starts: the data folder, the address, the operator's
 * token. Each says in one line what is wrong. Main thread.
 */
final class Premises {
  private Premises() {}

  static String operatorToken(HubConfig config, DataFolder folder, SecureRandom random)
      throws StartException {
    try {
      return OperatorToken.load(config.operatorToken(), folder.path(), random);
    } catch (IOException e) {
      throw new StartException("the operator token cannot be kept in " + folder.path(), e);
    }
  }

  /** What the keys of online shops are sealed with. */
  static byte[] secretKey(HubConfig config, DataFolder folder, SecureRandom random)
      throws StartException {
    try {
      return VaultKey.load(config.shops().secretKey(), folder.path(), random);
    } catch (IOException e) {
      throw new StartException("the secret key cannot be kept in " + folder.path(), e);
    }
  }

  static DataFolder openFolder(HubConfig config) throws StartException {
    try {
      return DataFolder.open(config.dataDir());
    } catch (DataFolderInUseException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new StartException("the data folder " + config.dataDir() + " cannot be used", e);
    }
  }

  /** Asked early, so that a hub that cannot listen does not start a database first. */
  static void requireFreePort(HubConfig config) throws StartException {
    try (ServerSocket probe = new ServerSocket()) {
      InetAddress address = InetAddress.getByName(config.bind());
      requireOwn(config, address);
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(address, config.port()));
    } catch (UnknownHostException e) {
      throw new StartException("HUB_BIND " + config.bind() + " is not a known host", e);
    } catch (IOException e) {
      throw new StartException(
          "port "
              + config.port()
              + " on "
              + config.bind()
              + " cannot be opened: is another program using it?",
          e);
    }
  }

  private static void requireOwn(HubConfig config, InetAddress address)
      throws StartException, SocketException {
    boolean own =
        address.isAnyLocalAddress()
            || address.isLoopbackAddress()
            || NetworkInterface.getByInetAddress(address) != null;
    if (!own) {
      throw new StartException("HUB_BIND " + config.bind() + " is not an address of this machine");
    }
  }
}
