package dev.larder.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.codec.Codec;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

/** Collections in Spring's transactions, by the connection that Spring has bound to the thread. */
class SpringTransactionTest {

    /** What a service of the application does. */
    public interface Shop {
        /** Takes an order, and fails if it is told to. */
        void order(int number, boolean fails);

        /** How many orders lie in the outbox. */
        int outbox();
    }

    static class TransactionalShop implements Shop {

        private final DataSource dataSource;
        private final JooqLarder shared;

        TransactionalShop(DataSource dataSource) {
            this.dataSource = dataSource;
            shared = JooqLarder.using(DSL.using(dataSource, SQLDialect.H2)).migrate(dataSource);
        }

        @Override
        @Transactional
        public void order(int number, boolean fails) {
            new JdbcTemplate(dataSource).update("insert into orders values (?)", number);
            shared.in(DataSourceUtils.getConnection(dataSource))
                    .deque("outbox", Codec.int64())
                    .addLast((long) number);
            if (fails) {
                throw new IllegalStateException("roll back");
            }
        }

        @Override
        @Transactional(readOnly = true)
        public int outbox() {
            return shared.in(DataSourceUtils.getConnection(dataSource))
                    .deque("outbox", Codec.int64())
                    .size();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class Application {

        @Bean
        DataSource dataSource() {
            return JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
        }

        @Bean
        PlatformTransactionManager transactions(DataSource dataSource) {
            return new DataSourceTransactionManager(dataSource);
        }

        @Bean
        Shop shop(DataSource dataSource) {
            return new TransactionalShop(dataSource);
        }
    }

    @Test
    void in_transactionalMethod_commitsAndRollsBackWithIt() {
        try (var context = new AnnotationConfigApplicationContext(Application.class)) {
            JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
            jdbc.execute("create table orders (number int)");
            Shop shop = context.getBean(Shop.class);
            shop.order(1, false);
            assertThatThrownBy(() -> shop.order(2, true)).hasMessage("roll back");

            assertThat(jdbc.queryForObject("select count(*) from orders", Integer.class))
                    .isEqualTo(1);
            assertThat(shop.outbox()).isEqualTo(1);
        }
    }
}
