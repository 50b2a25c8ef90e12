// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.export;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an MLflow server is, and what it wants to see of whoever comes. Secrets are taken from the environment, under
 * the names that MLflow's own client knows, because a command line is there for all to read.
 *
 * @param base the server's address without a slash at its end; its API lies under {@code /api/2.0/mlflow}
 * @param authorization the header's value; null where nothing is shown
 */
public record MlflowAddress(URI base, @Nullable String authorization) {
    /** Where nobody named one: MLflow's own usual address. */
    public static final String USUAL = "http://127.0.0.1:5000";

    private static final String TOKEN = "MLFLOW_TRACKING_TOKEN";
    private static final String USER = "MLFLOW_TRACKING_USERNAME";
    private static final String PASSWORD = "MLFLOW_TRACKING_PASSWORD";

    /**
     * Reads an address.
     *
     * @param environment the process's variables
     */
    public static MlflowAddress of(String url, Map<String, String> environment) throws ExportException {
        URI uri;
        try {
            uri = new URI(url.replaceAll("/+$", ""));
        } catch (URISyntaxException e) {
            throw refused(url, e.getReason());
        }
        String scheme = uri.getScheme();
        if (uri.getRawUserInfo() != null)
            throw new ExportException(
                    "--url holds a name or a password, which others can read on the command line",
                    "Put them into " + USER + " and " + PASSWORD + ", or a token into " + TOKEN + ".");
        if (!"http".equals(scheme) && !"https".equals(scheme))
            throw refused(url, "it must begin with http:// or https://");
        if (uri.getHost() == null) throw refused(url, "it names no host");
        if (uri.getRawQuery() != null || uri.getRawFragment() != null)
            throw refused(url, "nothing may follow the path: no ? and no #");
        return new MlflowAddress(uri, authorization(environment));
    }

    private static ExportException refused(String url, String why) {
        return new ExportException(
                "--url " + url + " is no address of a server: " + why, "An example: --url " + USUAL + " (the default)");
    }

    private static @Nullable String authorization(Map<String, String> environment) {
        String token = environment.getOrDefault(TOKEN, "");
        if (!token.isBlank()) return "Bearer " + token.strip();
        String user = environment.getOrDefault(USER, "");
        if (user.isEmpty()) return null;
        String both = user + ":" + environment.getOrDefault(PASSWORD, "");
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a secret would cross a network in the open. */
    public boolean exposed() {
        return authorization != null && "http".equals(base.getScheme()) && !local();
    }

    private boolean local() {
        String host = base.getHost();
        if (host.equals("localhost")) return true;
        // Only what is written as an address: no name is looked up for this.
        return host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
