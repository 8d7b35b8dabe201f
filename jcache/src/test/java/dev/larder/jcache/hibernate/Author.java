package dev.larder.jcache.hibernate;

import jakarta.persistence.Cacheable;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** An entity with a collection, both of them cached. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
class Author {

    @Id
    private Long id;

    private String name;
    private LocalDate born;

    @OneToMany(cascade = CascadeType.ALL)
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    private List<Book> books = new ArrayList<>();

    Author() {}

    Author(Long id, String name, LocalDate born, List<Book> books) {
        this.id = id;
        this.name = name;
        this.born = born;
        this.books.addAll(books);
    }

    void rename(String newName) {
        name = newName;
    }

    @Override
    public String toString() {
        return id + " " + name + " " + born + " " + books;
    }
}
