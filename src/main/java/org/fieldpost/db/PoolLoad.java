package org.fieldpost.db;

/**
 * How busy a pool of database connections is.
 *
 * @param pool what its connections are for: {@code read} or {@code write}
 * @param active connections at work
 * @param idle connections that wait for work
 * @param waiting callers that wait for a connection
 */
public record PoolLoad(String pool, int active, int idle, int waiting) {}
