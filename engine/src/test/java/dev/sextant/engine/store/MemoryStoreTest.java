// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.store;

class MemoryStoreTest extends StudyStoreContract {
    @Override
    protected StudyStore open() {
        return new MemoryStore();
    }

    @Override
    protected StudyStore reopen(StudyStore store) {
        store.close();
        return new MemoryStore(((MemoryStore) store).content());
    }
}
