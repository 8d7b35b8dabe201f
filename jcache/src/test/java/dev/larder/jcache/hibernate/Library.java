package dev.larder.jcache.hibernate;

import java.time.LocalDate;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.stat.Statistics;

/** An application with Hibernate, which is started, does some things, and ends. */
final class Library {

    private Library() {}

    /**
     * Does one thing after the other, each in a session of its own, and says for each in a line what it has cost.
     *
     * @param arguments the JDBC URL of the database, the URI of the cache manager, and what to do: {@code write},
     *     {@code find}, {@code query}, {@code first query} or {@code rename}
     */
    @SuppressWarnings("SystemOut") // read by the test that has started it
    public static void main(String[] arguments) {
        try (SessionFactory factory = factory(arguments[0], arguments[1])) {
            for (String what : List.of(arguments).subList(2, arguments.length)) {
                Statistics statistics = factory.getStatistics();
                statistics.clear();
                System.out.println(what + ": " + inSession(factory, what));
                System.out.println(what + " cost: hits=" + statistics.getSecondLevelCacheHitCount()
                        + " misses=" + statistics.getSecondLevelCacheMissCount()
                        + " queryHits=" + statistics.getQueryCacheHitCount()
                        + " statements=" + statistics.getPrepareStatementCount());
            }
        }
    }

    private static String inSession(SessionFactory factory, String what) {
        try (Session session = factory.openSession()) {
            session.beginTransaction();
            String result = run(session, what).toString();
            session.getTransaction().commit();
            return result;
        }
    }

    private static SessionFactory factory(String database, String manager) {
        return new Configuration()
                .addAnnotatedClass(Author.class)
                .addAnnotatedClass(Book.class)
                .setProperty("hibernate.connection.url", database)
                .setProperty("hibernate.hbm2ddl.auto", "update")
                .setProperty("hibernate.generate_statistics", "true")
                .setProperty("hibernate.cache.use_query_cache", "true")
                .setProperty("hibernate.cache.region.factory_class", "jcache")
                .setProperty("hibernate.javax.cache.provider", "dev.larder.jcache.LarderCachingProvider")
                .setProperty("hibernate.javax.cache.uri", manager)
                .setProperty("hibernate.javax.cache.missing_cache_strategy", "create")
                .buildSessionFactory();
    }

    private static Object run(Session session, String what) {
        return switch (what) {
            case "write" -> {
                Author author = new Author(
                        1L,
                        "Marlen Haushofer",
                        LocalDate.of(1920, 4, 11),
                        List.of(new Book("978-3548605715", "Die Wand")));
                session.persist(author);
                yield author;
            }
            case "rename" -> {
                Author author = session.find(Author.class, 1L);
                author.rename("Marie Helene Haushofer");
                yield author;
            }
            case "query", "first query" ->
                session.createQuery("from Author where name like :name", Author.class)
                        .setParameter("name", "Mar%")
                        .setCacheable(true)
                        .getResultList();
            default -> session.find(Author.class, 1L);
        };
    }
}
