package io.mcv;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
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
import io.mcv.testing.Checkout;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.NetworkChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine;

/** Holds the code to the table of packages in docs/architecture.md, and to the rules below it. */
class ArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.mcv");

  /** | `package` | module | what it holds | `may use`, `may use` | */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(io\\.mcv[^`]*)` \\|.*\\|([^|]*)\\|$");

  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  /** Every package, and what it may use besides itself, the JDK and JSpecify. */
  private static final Map<String, List<String>> MAY_USE = readTable();

  private static final Set<String> PACKAGES = MAY_USE.keySet();

  private static Map<String, List<String>> readTable() {
    try {
      String document = Files.readString(Checkout.root().resolve("docs/architecture.md"));
      return ROW.matcher(document)
          .results()
          .collect(Collectors.toMap(row -> row.group(1), row -> names(row.group(2))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(String cell) {
    return NAME.matcher(cell).results().map(name -> name.group(1)).toList();
  }

  @Test
  void everyPackageIsInTheTable() {
    Set<String> packages = CODE.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

    assertThat(PACKAGES).containsExactlyInAnyOrderElementsOf(packages);
  }

  @ParameterizedTest
  @FieldSource("PACKAGES")
  void aPackageUsesNoMoreThanTheTableSays(String name) {
    List<String> allowed = new ArrayList<>(List.of("", name, "java..", "org.jspecify.annotations"));
    allowed.addAll(MAY_USE.getOrDefault(name, List.of()));

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
        .resideOutsideOfPackages("io.mcv.oci.registry..", "io.mcv.testing..")
        .and()
        .doNotHaveFullyQualifiedName("io.mcv.cli.WarmUpRegistry")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.net..", "javax.net..", "java.rmi..")
                .and(not(type(URI.class)))
                .or(assignableTo(NetworkChannel.class)))
        .check(CODE);
  }

  @Test
  void onlyProgramsPrintAndExit() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.mcv.cli.Main")
        .and()
        .doNotHaveFullyQualifiedName("io.mcv.gpu.library.LibraryProbe")
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
  void noCommandWaitsForAnnotationsToBeRead() {
    noClasses()
        .that()
        .resideInAPackage("io.mcv.cli")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            CommandLine.Command.class,
            CommandLine.Mixin.class,
            CommandLine.Option.class,
            CommandLine.Parameters.class,
            CommandLine.Spec.class)
        .check(CODE);
  }

  @Test
  void nothingLogsByItself() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.mcv.testing..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .check(CODE);
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
        || element.getName().startsWith("javax.")
        || element.getName().startsWith("io.mcv.");
  }
}
