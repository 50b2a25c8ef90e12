// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;

class PostgresStoreIT extends StudyStoreContract {
    private static PostgresAddress address =
            new PostgresAddress("nowhere", 1, "none", "nobody", java.util.Map.of(), null);
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
