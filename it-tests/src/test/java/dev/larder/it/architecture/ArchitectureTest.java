package dev.larder.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import dev.larder.it.architecture.violation.above.Above;
import dev.larder.it.architecture.violation.below.Below;
import dev.larder.it.architecture.violation.internal.Hidden;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The arrows between the modules, as classes use each other and as the module descriptors say. */
final class ArchitectureTest {

    private static final List<ModuleReference> MODULES = ModuleMap.onClassPath();
    private static final ModuleMap MAP = ModuleMap.of(MODULES);
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importLocations(MODULES.stream()
                    .map(module -> Location.of(module.location().orElseThrow()))
                    .collect(Collectors.toSet()));

    @Test
    void modules_onTheClassPath_areThoseOfTheTable() {
        assertThat(MODULES)
                .extracting(module -> module.descriptor().name())
                .containsExactlyInAnyOrderElementsOf(Arrows.MAY_SEE.keySet());
    }

    @Test
    void classes_toBeChecked_areThoseOfAllModules() {
        assertThat(CLASSES)
                .extracting(type -> MAP.moduleOf(type.getPackageName()).orElseThrow())
                .containsAll(Arrows.MAY_SEE.keySet());
    }

    @Test
    void classes_ofAllModules_seeOnlyWhatTheirModuleMay() {
        Arrows.pointOneWay(MAP).check(CLASSES);
    }

    @Test
    void classes_ofAllModules_leaveTheInternalsOfOthersAlone() {
        Arrows.leaveInternalsAlone(MAP).check(CLASSES);
    }

    @Test
    void signatures_ofAllModules_nameOnlyWhatOthersCanSee() {
        Arrows.exposeNoInternals(MAP).check(CLASSES);
    }

    @Test
    void packages_ofAllModules_haveNoCycles() {
        Arrows.haveNoCycles(MAP).check(CLASSES);
    }

    @Test
    void descriptors_ofAllModules_requireOnlyWhatTheirModuleMaySee() {
        for (ModuleReference module : MODULES) {
            String name = module.descriptor().name();
            assertThat(module.descriptor().requires())
                    .extracting(ModuleDescriptor.Requires::name)
                    .filteredOn(MAP.moduleOf()::containsValue)
                    .as("modules of Larder that %s requires", name)
                    .isSubsetOf(Arrows.MAY_SEE.get(name));
        }
    }

    /** The rules report the classes of {@code violation}, taken for members of real modules. */
    @Nested
    final class Violations {

        private final ModuleMap map = new ModuleMap(
                Map.of(
                        Below.class.getPackageName(), "dev.larder",
                        Above.class.getPackageName(), "dev.larder.storage.sqlite",
                        Hidden.class.getPackageName(), "dev.larder.storage.jooq"),
                Set.of(Below.class.getPackageName(), Above.class.getPackageName()),
                Map.of());
        private final JavaClasses classes =
                new ClassFileImporter().importClasses(Below.class, Above.class, Hidden.class);

        @Test
        void pointOneWay_apiThatSeesAStorageAndJooq_reportsBothAndTheOppositeArrow() {
            assertThat(Arrows.pointOneWay(map)
                            .evaluate(classes)
                            .getFailureReport()
                            .getDetails())
                    .anyMatch(detail -> detail.contains("<" + Below.class.getName() + ".above>"))
                    .anyMatch(detail -> detail.contains("org.jooq.DSLContext"))
                    .anyMatch(detail -> detail.contains("<" + Above.class.getName() + ".below>"))
                    .noneMatch(detail -> detail.contains("<" + Above.class.getName() + ".hidden>"));
        }

        @Test
        void leaveInternalsAlone_useOfAPackageThatIsNotExported_isReported() {
            assertThat(Arrows.leaveInternalsAlone(map)
                            .evaluate(classes)
                            .getFailureReport()
                            .getDetails())
                    .isNotEmpty()
                    .allMatch(detail -> detail.contains(Hidden.class.getName()));
        }

        @Test
        void exposeNoInternals_publicRecordOfAHiddenType_isReported() {
            assertThat(Arrows.exposeNoInternals(map)
                            .evaluate(classes)
                            .getFailureReport()
                            .getDetails())
                    .isNotEmpty()
                    .allMatch(detail -> detail.endsWith("exposes <" + Hidden.class.getName() + ">"));
        }

        @Test
        void haveNoCycles_twoPackagesThatNeedEachOther_areReported() {
            assertThat(Arrows.haveNoCycles(map)
                            .evaluate(classes)
                            .getFailureReport()
                            .getDetails())
                    .singleElement()
                    .asString()
                    .contains(Below.class.getPackageName(), Above.class.getPackageName());
        }
    }
}
