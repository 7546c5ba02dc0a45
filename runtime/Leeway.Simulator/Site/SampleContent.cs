using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Site.Jira;

namespace Leeway.Simulator.Site;

/// <summary>The content of a site that tests and demonstrations start with.</summary>
internal static class SampleContent
{
    private static readonly DateTimeOffset s_createdAt = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static readonly Account s_grace = new()
    {
        AccountId = "557058:00000000-0000-4000-8000-000000000002", Name = "Grace Sample", Email = "grace@example.com",
    };

    private static readonly Account s_noor = new()
    {
        AccountId = "557058:00000000-0000-4000-8000-000000000003", Name = "Noor Example", Email = "noor@example.com",
    };

    public static void AddTo(SimulatedSite site, int pages)
    {
        SimulatedJira jira = site.Jira;
        jira.AddUser(s_grace);
        jira.AddUser(s_noor);
        jira.AddGroup("site-team");
        jira.AddProject("DEMO", "Demonstration");
        jira.AddProject("OPS", "Operations");
        string component = jira.AddComponent("DEMO", "Hardware", "Printers, phones and laptops");
        jira.AddComponent("DEMO", "Software");
        string released = jira.AddVersion("DEMO", "1.0", new DateOnly(2026, 1, 12), isReleased: true);
        string planned = jira.AddVersion("DEMO", "2.0", new DateOnly(2026, 6, 30));
        AddIssues(jira, AddFields(jira), component, released, planned);

        string space = site.Confluence.AddSpace("DOC", "Documentation");
        for (int i = 1; i <= pages; i++)
        {
            site.Confluence.AddPage(space, $"Page {i}");
        }
    }

    private static Dictionary<string, string> AddFields(SimulatedJira jira)
    {
        Dictionary<string, string> fields = [];
        fields.Add("reference", jira.AddField("Reference", CustomFieldType.Text));
        fields.Add("criteria", jira.AddField("Acceptance criteria", CustomFieldType.TextArea));
        fields.Add("severity", jira.AddField("Severity", CustomFieldType.Select, "Low", "Medium", "High", "Critical"));
        fields.Add("url", jira.AddField("Runbook", CustomFieldType.Url));
        fields.Add("epic", jira.AddField("Epic Link", CustomFieldType.EpicLink));
        fields.Add("start", jira.AddField("Start date", CustomFieldType.Date));
        fields.Add("points", jira.AddField("Story Points", CustomFieldType.Number));
        fields.Add("rank", jira.AddField("Rank", "com.pyxis.greenhopper.jira:gh-lexo-rank", "any"));
        fields.Add("location", jira.AddField("Location", CustomFieldType.CascadingSelect));
        fields.Add("platforms", jira.AddField("Platforms", CustomFieldType.MultiSelect, "Windows", "macOS", "Linux"));
        fields.Add("sprint", jira.AddField("Sprint", CustomFieldType.Sprint));
        fields.Add("flagged", jira.AddField("Flagged", CustomFieldType.Checkboxes, "Impediment"));
        fields.Add("tier", jira.AddField("Environment tier", CustomFieldType.RadioButtons, "Test", "Production"));
        fields.Add("planned", jira.AddField("Planned start", CustomFieldType.DateTime));
        fields.Add("reviewer", jira.AddField("Reviewer", CustomFieldType.User));
        fields.Add("approvers", jira.AddField("Approvers", CustomFieldType.MultiUser));
        fields.Add("owner", jira.AddField("Owning group", CustomFieldType.Group));
        fields.Add("informed", jira.AddField("Informed groups", CustomFieldType.MultiGroup));
        fields.Add("tags", jira.AddField("Tags", CustomFieldType.Labels));
        fields.Add("found", jira.AddField("Found in", CustomFieldType.Version));
        fields.Add("targets", jira.AddField("Target versions", CustomFieldType.MultiVersion));
        fields.Add("related", jira.AddField("Related project", CustomFieldType.Project));
        fields.Add("objects", jira.AddField("Affected objects", CustomFieldType.Assets));
        fields.Add("impact", jira.AddField("Impact", CustomFieldType.Forge));
        fields.Add("import", jira.AddField("Import reference", CustomFieldType.ReadOnly));
        string europe = jira.AddFieldOption(fields["location"], "Europe");
        jira.AddFieldOption(fields["location"], "Warsaw", europe);
        jira.AddFieldOption(fields["location"], "Lisbon", europe);
        jira.AddFieldOption(fields["location"], "Asia");
        return fields;
    }

    private static void AddIssues(SimulatedJira jira, Dictionary<string, string> fields, string component, string released, string planned)
    {
        JsonObject printer = new()
        {
            [FieldIds.Summary] = "The printer on the third floor is offline",
            [FieldIds.Description] = AdfText.CreateDocument("It stopped after the last update.\nThe display shows error 49."),
            [FieldIds.Labels] = new JsonArray("hardware", "printer"),
            [FieldIds.Priority] = new JsonObject { ["name"] = "High" },
            [FieldIds.Assignee] = new JsonObject { ["accountId"] = s_noor.AccountId },
            [FieldIds.Components] = new JsonArray(new JsonObject { ["id"] = component }),
            ["versions"] = new JsonArray(new JsonObject { ["id"] = released }),
            ["fixVersions"] = new JsonArray(new JsonObject { ["id"] = planned }),
            ["duedate"] = "2026-01-30",
            [FieldIds.TimeTracking] = new JsonObject { ["originalEstimate"] = "4h" },
            [fields["reference"]] = "INC-1042",
            [fields["criteria"]] = AdfText.CreateDocument("A test page prints."),
            [fields["severity"]] = new JsonObject { ["value"] = "High" },
            [fields["url"]] = "https://example.com/runbooks/printer",
            [fields["start"]] = "2026-01-06",
            [fields["points"]] = 5,
            [fields["location"]] = new JsonObject { ["value"] = "Europe", ["child"] = new JsonObject { ["value"] = "Warsaw" } },
            [fields["platforms"]] = new JsonArray(new JsonObject { ["value"] = "Windows" }, new JsonObject { ["value"] = "Linux" }),
            [fields["sprint"]] = 7,
            [fields["flagged"]] = new JsonArray(new JsonObject { ["value"] = "Impediment" }),
            [fields["tier"]] = new JsonObject { ["value"] = "Production" },
            [fields["planned"]] = "2026-01-06T08:30:00.000+0000",
            [fields["reviewer"]] = new JsonObject { ["accountId"] = s_grace.AccountId },
            [fields["approvers"]] = new JsonArray(new JsonObject { ["accountId"] = s_grace.AccountId }, new JsonObject { ["accountId"] = s_noor.AccountId }),
            [fields["owner"]] = new JsonObject { ["name"] = "site-team" },
            [fields["informed"]] = new JsonArray(new JsonObject { ["name"] = "jira-users" }),
            [fields["tags"]] = new JsonArray("floor-3"),
            [fields["found"]] = new JsonObject { ["id"] = released },
            [fields["targets"]] = new JsonArray(new JsonObject { ["id"] = planned }),
            [fields["related"]] = new JsonObject { ["key"] = "OPS" },
            [fields["objects"]] = new JsonArray(new JsonObject { ["id"] = "5d5fd2c8-8d5b-4bfa-9f12-2f6d4f3a7c11:1" }),
            [fields["impact"]] = new JsonObject { ["score"] = 3, ["reason"] = "Nobody can print." },
        };
        string first = jira.AddIssue("DEMO", "Bug", printer, s_grace, s_createdAt);
        jira.AddComment(first, "I will look at it this afternoon.", s_noor, s_createdAt.AddHours(2));

        string story = jira.AddIssue("DEMO", "Story", new JsonObject { [FieldIds.Summary] = "Choose a new printer" }, s_grace, s_createdAt.AddDays(1));
        JsonObject offers = new() { [FieldIds.Summary] = "Compare three offers", [FieldIds.Parent] = new JsonObject { ["key"] = story } };
        jira.AddIssue("DEMO", "Subtask", offers, s_noor, s_createdAt.AddDays(1).AddHours(1));
        jira.AddIssue("OPS", "Restart the print server", s_createdAt.AddDays(2));
    }
}
