package dev.larder.it.architecture;

import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What each module may see, and the rules made of it. A new module needs a line here before the build passes. */
final class Arrows {

    /**
     * What a module may see besides the JDK: modules of Larder by name, libraries by their package. {@code java.sql}
     * counts as a library, for most modules have no business with it.
     */
    static final Map<String, Set<String>> MAY_SEE = Map.ofEntries(
            entry("dev.larder.storage", Set.of()),
            entry("dev.larder", Set.of("dev.larder.storage")),
            entry("dev.larder.migrations", Set.of("org.h2.api", "java.sql")),
            entry(
                    "dev.larder.storage.jooq",
                    Set.of(
                            "dev.larder.storage",
                            "dev.larder.migrations",
                            "org.jooq",
                            "org.flywaydb",
                            "java.sql",
                            "javax.sql")),
            entry(
                    "dev.larder.storage.sqlite",
                    Set.of(
                            "dev.larder.storage",
                            "dev.larder.storage.jooq",
                            "dev.larder.migrations",
                            "org.jooq",
                            "org.sqlite",
                            "java.sql",
                            "javax.sql")),
            entry(
                    "dev.larder.storage.tables",
                    Set.of("dev.larder.storage", "dev.larder.storage.jooq", "org.jooq", "java.sql", "javax.sql")),
            entry(
                    "dev.larder.storage.h2",
                    Set.of(
                            "dev.larder.storage",
                            "dev.larder.storage.tables",
                            "dev.larder.migrations",
                            "com.zaxxer.hikari",
                            "org.h2",
                            "java.sql",
                            "javax.sql")),
            entry(
                    "dev.larder.storage.postgresql",
                    Set.of(
                            "dev.larder.storage",
                            "dev.larder.storage.tables",
                            "org.jooq",
                            "org.postgresql",
                            "com.zaxxer.hikari",
                            "java.sql",
                            "javax.sql")),
            entry(
                    "dev.larder.jooq",
                    Set.of(
                            "dev.larder",
                            "dev.larder.storage",
                            "dev.larder.storage.tables",
                            "org.jooq",
                            "java.sql",
                            "javax.sql")),
            entry("dev.larder.codec.jackson", Set.of("dev.larder", "dev.larder.storage", "com.fasterxml.jackson")),
            entry("dev.larder.codec.pickle", Set.of("dev.larder", "dev.larder.storage")),
            entry("dev.larder.jcache", Set.of("dev.larder", "dev.larder.storage", "javax.cache")),
            entry(
                    "dev.larder.spring",
                    Set.of("dev.larder", "dev.larder.storage", "org.springframework", "org.aopalliance")),
            entry(
                    "dev.larder.spring.boot",
                    Set.of(
                            "dev.larder",
                            "dev.larder.storage",
                            "dev.larder.codec.jackson",
                            "dev.larder.jooq",
                            "dev.larder.micrometer",
                            "dev.larder.spring",
                            "com.fasterxml.jackson",
                            "io.micrometer",
                            "org.jooq",
                            "org.springframework",
                            "java.sql",
                            "javax.sql")),
            entry(
                    "dev.larder.spring.web",
                    Set.of(
                            "dev.larder",
                            "dev.larder.storage",
                            "org.springframework.core",
                            "org.springframework.http",
                            "org.springframework.web")),
            entry("dev.larder.micrometer", Set.of("dev.larder", "io.micrometer")),
            entry(
                    "dev.larder.cli",
                    Set.of(
                            "dev.larder",
                            "dev.larder.storage",
                            "dev.larder.storage.sqlite",
                            "dev.larder.codec.jackson",
                            "picocli",
                            "me.tongfei.progressbar")));

    private Arrows() {}

    /** Every class uses only what {@link #MAY_SEE} grants to its module. */
    static ArchRule pointOneWay(ModuleMap modules) {
        return everyDependency("see only what their module may see", dependency -> {
            String from =
                    modules.moduleOf(packageOf(dependency.getOriginClass())).orElseThrow();
            String used = packageOf(dependency.getTargetClass());
            return modules.moduleOf(used)
                    .map(to -> to.equals(from) || MAY_SEE.get(from).contains(to))
                    .orElseGet(() -> isJdk(used) || MAY_SEE.get(from).stream().anyMatch(name -> isIn(used, name)));
        });
    }

    /** What a module does not export is used by that module alone. */
    static ArchRule leaveInternalsAlone(ModuleMap modules) {
        return everyDependency("use only packages that other modules export", dependency -> {
            String used = packageOf(dependency.getTargetClass());
            String user =
                    modules.moduleOf(packageOf(dependency.getOriginClass())).orElseThrow();
            return modules.moduleOf(used).isEmpty()
                    || modules.moduleOf(used).equals(Optional.of(user))
                    || modules.exported().contains(used)
                    || modules.exportedTo(user).contains(used);
        });
    }

    /** What users can call never makes them name a type that their module cannot see. */
    static ArchRule exposeNoInternals(ModuleMap modules) {
        return ArchRuleDefinition.members()
                .that()
                .areDeclaredInClassesThat(DescribedPredicate.describe(
                        "others can see",
                        type -> isVisible(type) && modules.exported().contains(packageOf(type))))
                .and(DescribedPredicate.describe("others can use", Arrows::isVisible))
                .should(new ArchCondition<>("name only types of exported packages") {
                    @Override
                    public void check(JavaMember member, ConditionEvents events) {
                        for (JavaClass type : member.getAllInvolvedRawTypes()) {
                            String name = packageOf(type);
                            boolean allowed = modules.moduleOf(name).isEmpty()
                                    || modules.exported().contains(name);
                            events.add(new SimpleConditionEvent(
                                    member, allowed, member.getDescription() + " exposes <" + type.getName() + ">"));
                        }
                    }
                });
    }

    /**
     * No package needs, by whatever way round, one that needs it. What jOOQ generates for a {@code schema} counts as
     * one package: it is made that way.
     */
    static ArchRule haveNoCycles(ModuleMap modules) {
        return SlicesRuleDefinition.slices()
                .assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        String name = packageOf(type);
                        return modules.moduleOf(name).isPresent()
                                ? SliceIdentifier.of(name.replaceFirst("(\\.schema)\\..*", "$1"))
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "packages";
                    }
                })
                .should()
                .beFreeOfCycles();
    }

    private static ArchRule everyDependency(String rule, Predicate<Dependency> allowed) {
        return ArchRuleDefinition.classes().should(new ArchCondition<>(rule) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    events.add(new SimpleConditionEvent(
                            dependency, allowed.test(dependency), dependency.getDescription()));
                }
            }
        });
    }

    private static boolean isVisible(HasModifiers element) {
        return element.getModifiers().contains(JavaModifier.PUBLIC)
                || element.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static String packageOf(JavaClass type) {
        return type.getBaseComponentType().getPackageName();
    }

    /** The JDK's public packages, primitives, and annotations that no run time needs. */
    private static boolean isJdk(String name) {
        return name.isEmpty()
                || isIn(name, "org.jspecify")
                || (isIn(name, "java") && !isIn(name, "java.sql"))
                || (isIn(name, "javax") && !isIn(name, "javax.sql"));
    }

    private static boolean isIn(String name, String parent) {
        return name.equals(parent) || name.startsWith(parent + ".");
    }
}
