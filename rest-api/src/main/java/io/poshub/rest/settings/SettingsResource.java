package io.poshub.rest.settings;

import io.poshub.engine.settings.Settings;
import io.poshub.engine.settings.SettingsReader;
import io.poshub.engine.settings.TenantSettings;
import io.poshub.rest.HttpReply;
import io.poshub.rest.call.Answers;
import io.poshub.rest.call.TenantRequest;

/** {@code /settings}. Virtual threads. */
public final class SettingsResource {
  private static final String MEMBER = "settings";

  private final TenantSettings settings;

  public SettingsResource(TenantSettings settings) {
    this.settings = settings;
  }

  public HttpReply read(TenantRequest request) {
    return Answers.of(200, MEMBER, settings.read(request.tenant().slug()));
  }

  public HttpReply replace(TenantRequest request) {
    Settings now = settings.read(request.tenant().slug());
    Settings wish = SettingsReader.read(request.fields(), now.pointsPerUnit());
    return Answers.of(200, MEMBER, settings.replace(request.tenant(), wish));
  }
}
