package io.poshub.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The walls of the house that no pom can hold. */
class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.poshub");

  @Test
  void roomsDoNotDependOnEachOtherInCircles() {
    slices().matching("io.poshub.(**)").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void connectorsKeepTheirSqlInRows() {
    noClasses()
        .that()
        .resideInAPackage("io.poshub.connectors..")
        .and()
        .haveNameNotMatching(".*Rows(\\$.+)?")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.sql.PreparedStatement")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.sql.ResultSet")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.sql.Statement")
        .check(HOUSE);
  }

  @Test
  void connectorsKnowNoSocketsAndLeadFromTheVendorInwards() {
    noClasses()
        .that()
        .resideInAPackage("io.poshub.connectors..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..")
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAPackage("io.poshub.connectors.woo..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.poshub.connectors..")
                .and(not(resideInAPackage("io.poshub.connectors.woo.."))))
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAPackage("io.poshub.connectors..")
        .and(are(not(resideInAPackage("io.poshub.connectors.connect.."))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.poshub.connectors.connect..")
        .check(HOUSE);
  }

  @Test
  void connectorsAreADoorOfTheirOwn() {
    noClasses()
        .that()
        .resideInAPackage("io.poshub.connectors..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.poshub.rest..", "io.poshub.server..")
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAPackage("io.poshub.rest..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.poshub.connectors..")
        .check(HOUSE);
  }

  @Test
  void sqlIsWrittenInTheEngineOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.poshub.engine..",
            "io.poshub.connectors..",
            "io.poshub.migrations..",
            "io.poshub.mariadb..",
            "io.poshub.testing..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "com.mysql..")
        .check(HOUSE);
  }

  @Test
  void decidersSeeNoSql() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Rules")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "io.poshub.engine.sql..", "io.poshub.engine.lane..")
        .check(HOUSE);
  }

  @Test
  void socketsAreTouchedByTheFrontDoorOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.poshub.server.net..", "io.poshub.server.session..", "io.poshub.server.fanout..")
        .and(are(not(simpleNameEndingWith("Hub"))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..")
        .check(HOUSE);
  }

  @Test
  void theEnvironmentIsReadInOnePlacePerProgram() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.poshub.server.Settings")
        .and()
        .resideOutsideOfPackages("io.poshub.client..", "io.poshub.testing..")
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(HOUSE);
  }

  @Test
  void noRoomIsADrawer() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .check(HOUSE);
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..common..", "..helper..", "..manager..", "..impl..")
        .check(HOUSE);
  }

  @Test
  void onlyMainsEndTheProgram() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(HOUSE);
  }
}
