// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;

class PostgresStoreIT extends StudyStoreContract {
    /** Until there is a server. */
    static final PostgresAddress NOWHERE = new PostgresAddress("nowhere", 1, "none", "nobody", Map.of(), null);

    private static PostgresAddress address = NOWHERE;
    private static int studies;

    private PostgresSource source = new PostgresSource(address, "none");

    @BeforeAll
    static void begin() throws SQLException {
        address = PostgresServer.shared().database("contract");
    }

    @Override
    protected StudyStore open() throws StoreException {
        source = new PostgresSource(address, "study " + studies++);
        return source.open(SPEC);
    }

    @Override
    protected StudyStore reopen(StudyStore store) throws StoreException {
        store.close();
        return source.open(SPEC);
    }
}
