package io.poshub.rest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.poshub.rest");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.poshub.rest.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void theSeamSeesNoneOfTheRoomsBelow() {
    noClasses()
        .that()
        .resideInAPackage("io.poshub.rest")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.poshub.rest.*..")
        .check(classes);
  }

  @Test
  void theDoorKnowsNeitherSocketsNorSql() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "java.sql..", "javax.sql..", "java.net..")
        .check(classes);
  }
}
