package ai.aim2balance.metering.tck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.aim2balance.metering.analytics.Scope;
import ai.aim2balance.metering.analytics.UsageQuery;
import ai.aim2balance.metering.entry.AccountId;
import ai.aim2balance.metering.entry.Entry;
import ai.aim2balance.metering.entry.UsageRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A text is found where it stands, as it stands; only A to Z are found in any case. */
abstract class SearchGroup extends ContractGroup {
    private static final UsageQuery ALL = UsageQuery.of(Scope.allTenants());

    @Test
    @DisplayName("finds a text at the beginning, in the middle and at the end")
    void anywhere() {
        givenProjects("needle in hay", "hay needle hay", "hay with needle", "hay");

        assertThat(found("needle")).containsExactlyInAnyOrder("needle in hay", "hay needle hay", "hay with needle");
    }

    @Test
    @DisplayName("looks into project, provider, model, user, request type and endpoint, and nowhere else")
    void whereItLooks() {
        AccountId user = new AccountId("acme", "the-needle");
        AccountId tenant = new AccountId("needle-inc", "alice");
        given(
                plain(ALICE, 1),
                spend(ALICE, 2, SampleUsage.call().project("the-needle").build()),
                spend(ALICE, 3, SampleUsage.call().provider("the-needle").build()),
                spend(ALICE, 4, SampleUsage.call().model("the-needle").build()),
                spend(ALICE, 5, SampleUsage.call().requestType("the-needle").build()),
                spend(ALICE, 6, SampleUsage.call().endpoint("the-needle").build()),
                spend(ALICE, 7, SampleUsage.call().conversation("the-needle").build()));
        given(plain(user, 1), spend(user, 2, SampleUsage.call().build()));
        given(plain(tenant, 1), spend(tenant, 2, SampleUsage.call().build()));

        assertThat(store().log(ALL.search("needle")))
                .extracting(entry -> entry.account().user() + entry.seq())
                .containsExactlyInAnyOrder("alice2", "alice3", "alice4", "alice5", "alice6", "the-needle2");
    }

    @Test
    @DisplayName("finds A to Z in any case")
    void anyCase() {
        givenProjects("Sales Team", "SALES TEAM", "sales team", "sale team");

        assertThat(found("sALES t")).containsExactlyInAnyOrder("Sales Team", "SALES TEAM", "sales team");
    }

    @Test
    @DisplayName("takes a percent sign as a percent sign")
    void percent() {
        givenProjects("100% sure", "100 sure", "1000 sure");

        assertThat(found("0% s")).containsExactly("100% sure");
        assertThat(found("%")).containsExactly("100% sure");
    }

    @Test
    @DisplayName("takes an underscore as an underscore")
    void underscore() {
        givenProjects("my_project", "my project", "my-project");

        assertThat(found("y_p")).containsExactly("my_project");
    }

    @Test
    @DisplayName("takes a dot, a star, brackets and a dollar as they are")
    void regularExpressions() {
        givenProjects("a.c*[x](y)$z^w|v?u+{t}", "abc", "a.c", "axxx");

        for (String text : List.of(".", "a.c*", "[x]", "(y)", "$z", "^w", "|v", "?u", "+{t}", "*[")) {
            assertThat(found(text)).as("search %s", text).contains("a.c*[x](y)$z^w|v?u+{t}");
        }
        assertThat(found("a.c")).containsExactlyInAnyOrder("a.c*[x](y)$z^w|v?u+{t}", "a.c");
        assertThat(found(".*")).isEmpty();
        assertThat(found("c$")).isEmpty();
    }

    @Test
    @DisplayName("takes a backslash and quotes as they are")
    void backslash() {
        givenProjects("back\\slash", "backslash", "it's \"quoted\"", "\\%", "%");

        assertThat(found("\\")).containsExactlyInAnyOrder("back\\slash", "\\%");
        assertThat(found("\\%")).containsExactly("\\%");
        assertThat(found("'s \"")).containsExactly("it's \"quoted\"");
    }

    @Test
    @DisplayName("tells accents, and letters beyond A to Z in their case")
    void otherLetters() {
        givenProjects("\u00dcbersicht", "\u00fcbersicht", "ubersicht", "\u212aelvin", "kelvin", "\u0130stanbul");

        assertThat(found("\u00fcber")).containsExactly("\u00fcbersicht");
        assertThat(found("uber")).containsExactly("ubersicht");
        assertThat(found("kelvin")).containsExactly("kelvin");
        assertThat(found("istanbul")).isEmpty();
    }

    @Test
    @DisplayName("tells blanks")
    void blanks() {
        givenProjects("two  blanks", "two blanks", "end ", "end");

        assertThat(found("o  b")).containsExactly("two  blanks");
        assertThat(found("end ")).containsExactly("end ");
    }

    @Test
    @DisplayName("holds for sums as for the log")
    void sumsToo() {
        givenProjects("50% OFF", "50 off", "OFF 50% off");

        assertThat(store().aggregate(ALL.search("50% off")))
                .hasSize(1)
                .allSatisfy(row -> assertThat(row.sums().entries()).isEqualTo(2));
    }

    @Test
    @DisplayName("stays inside the scope")
    void insideTheScope() {
        given(plain(ALICE, 1), spend(ALICE, 2, SampleUsage.call().build()));
        given(
                plain(FOREIGN_ALICE, 1),
                spend(FOREIGN_ALICE, 2, SampleUsage.call().build()));

        assertThat(store().log(UsageQuery.of(Scope.tenant("acme")).search("alice")))
                .extracting(Entry::account)
                .containsExactly(ALICE);
    }

    private void givenProjects(String... projects) {
        List<Entry> chain = new ArrayList<>(List.of(plain(ALICE, 1)));
        for (String project : projects) {
            chain.add(spend(
                    ALICE,
                    chain.size() + 1L,
                    SampleUsage.call().provider("-").model("-").project(project).build()));
        }
        given(chain);
    }

    private List<String> found(String text) {
        List<String> projects = new ArrayList<>();
        for (Entry entry : store().log(ALL.search(text))) {
            UsageRecord usage = entry.usage();
            projects.add(
                    usage == null ? "no usage" : String.valueOf(usage.call().project()));
        }
        return projects;
    }

    private static Entry spend(AccountId account, long seq, UsageRecord usage) {
        return SampleEntry.spend(account, seq, usage).build();
    }
}
