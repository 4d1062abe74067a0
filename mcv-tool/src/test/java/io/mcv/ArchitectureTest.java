package io.mcv;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.FileDescriptor;
import java.nio.channels.NetworkChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The table of packages in docs/architecture.md, and the rules below it. */
class ArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.mcv");

  private static final String JACKSON = "com.fasterxml.jackson.core";
  private static final String JNA = "com.sun.jna";
  private static final String JUNIT = "org.junit.jupiter.api";
  private static final String PICOCLI = "picocli";
  private static final String ZSTD = "com.github.luben.zstd";

  /** Every package, and what it may use besides itself, the JDK and JSpecify. */
  private static final Map<String, Set<String>> MAY_USE = new TreeMap<>();

  static {
    Set<String> model = Set.of("io.mcv.oci.json", "io.mcv.oci.model");
    MAY_USE.put("io.mcv.oci.json", Set.of(JACKSON));
    MAY_USE.put("io.mcv.oci.model", Set.of("io.mcv.oci.json"));
    MAY_USE.put("io.mcv.oci.reference", Set.of("io.mcv.oci.model"));
    MAY_USE.put("io.mcv.oci.image", model);

    MAY_USE.put("io.mcv.oci.layer", and(model, ZSTD));
    MAY_USE.put("io.mcv.oci.layout", and(model, "io.mcv.oci.image"));
    MAY_USE.put("io.mcv.oci.registry", and(model, "io.mcv.oci.image", "io.mcv.oci.reference"));

    MAY_USE.put("io.mcv.spec", and(model, JACKSON));
    MAY_USE.put("io.mcv.spec.scan", and(model, "io.mcv.spec"));
    MAY_USE.put("io.mcv.spec.image", and(model, "io.mcv.spec", "io.mcv.spec.scan"));

    MAY_USE.put("io.mcv.gpu", Set.of(JNA));

    Set<String> libraries =
        MAY_USE.keySet().stream()
            .filter(name -> name.startsWith("io.mcv."))
            .collect(Collectors.toSet());
    MAY_USE.put("io.mcv.client.publish", Set.of("io.mcv.oci.model", JNA));
    MAY_USE.put("io.mcv.client", and(libraries, "io.mcv.client.publish"));
    MAY_USE.put("io.mcv.cli", and(libraries, "io.mcv.client", "io.mcv.client.publish", PICOCLI));

    MAY_USE.put("io.mcv.testing.caches", model);
    MAY_USE.put("io.mcv.testing", and(model, "io.mcv.testing.caches", ZSTD, JUNIT));
  }

  private static final Set<String> PACKAGES = MAY_USE.keySet();

  private static Set<String> and(Set<String> names, String... more) {
    Set<String> all = new TreeSet<>(names);
    all.addAll(List.of(more));
    return all;
  }

  @Test
  void everyPackageIsInTheTable() {
    Set<String> packages =
        CODE.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));

    assertThat(packages).isEqualTo(MAY_USE.keySet());
  }

  @ParameterizedTest
  @FieldSource("PACKAGES")
  void aPackageUsesNoMoreThanTheTableSays(String name) {
    List<String> allowed = new ArrayList<>(List.of("", name, "java..", "org.jspecify.annotations"));
    allowed.addAll(MAY_USE.getOrDefault(name, Set.of()));

    classes()
        .that()
        .resideInAPackage(name)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new)))
        .check(CODE);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.mcv.(**)").should().beFreeOfCycles().check(CODE);
  }

  @Test
  void onlyTheRegistryUsesTheNetwork() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.mcv.oci.registry..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.net..", "javax.net..", "java.rmi..")
                .or(assignableTo(NetworkChannel.class)))
        .check(CODE);
  }

  @Test
  void onlyMainPrintsAndExits() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.mcv.cli.Main")
        .and()
        .resideOutsideOfPackage("io.mcv.testing..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(FileDescriptor.class)
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(CODE);
  }

  @Test
  void nothingLogsByItself() {
    noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..").check(CODE);
  }

  @Test
  void publicApiShowsTypesOfTheJdkAndOurOwn() {
    classes()
        .that()
        .arePublic()
        .and()
        .resideOutsideOfPackages("io.mcv.cli", "io.mcv.testing..")
        .should(showOnlyTypesOfTheJdkAndOurOwn())
        .check(CODE);
  }

  private static ArchCondition<JavaClass> showOnlyTypesOfTheJdkAndOurOwn() {
    return new ArchCondition<>("show only types of the JDK and our own") {
      @Override
      public void check(JavaClass api, ConditionEvents events) {
        api.getMembers().stream()
            .filter(ArchitectureTest::isVisible)
            .forEach(
                member ->
                    shownTypes(member)
                        .filter(type -> !isOfTheJdkOrOurOwn(type))
                        .forEach(
                            type ->
                                events.add(
                                    SimpleConditionEvent.violated(
                                        member,
                                        member.getDescription() + " shows " + type.getName()))));
      }
    };
  }

  private static boolean isVisible(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaClass> shownTypes(JavaMember member) {
    if (member instanceof JavaField field) {
      return field.getType().getAllInvolvedRawTypes().stream();
    }
    JavaCodeUnit method = (JavaCodeUnit) member;
    return Stream.of(
            method.getReturnType().getAllInvolvedRawTypes().stream(),
            method.getParameterTypes().stream()
                .flatMap(type -> type.getAllInvolvedRawTypes().stream()),
            method.getThrowsClause().getTypes().stream())
        .flatMap(types -> types);
  }

  private static boolean isOfTheJdkOrOurOwn(JavaClass type) {
    JavaClass element = type.getBaseComponentType();
    return element.isPrimitive()
        || element.getName().startsWith("java.")
        || element.getName().startsWith("io.mcv.");
  }
}
