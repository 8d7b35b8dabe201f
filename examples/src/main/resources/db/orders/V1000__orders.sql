-- The application's own table. Its migrations have numbers from 1000 up; those below are left to Larder's.
CREATE TABLE orders (
    number   BIGINT       NOT NULL PRIMARY KEY,
    customer VARCHAR(100) NOT NULL,
    item     VARCHAR(100) NOT NULL,
    cents    BIGINT       NOT NULL
);

CREATE INDEX orders_customer ON orders (customer);
