using System.Text;
using System.Text.RegularExpressions;
using Leeway.Generator.Shaping;

namespace Leeway.Cli.Tests.Specs.Names;

/// <summary>Checks the C# names that <c>overlays/*.names.json</c> give, and the page that lists them.</summary>
public partial class NameTableTests
{
    private const string FirstHeading = "\n## Jira\n";

    private static readonly string s_page = Path.Combine(Repository.Root, "docs", "names.md");

    private static readonly Dictionary<string, string> s_titles = new(StringComparer.Ordinal)
    {
        ["jira"] = "Jira",
        ["jira-software"] = "Jira Software",
        ["jira-service-management"] = "Jira Service Management",
        ["confluence"] = "Confluence",
        ["confluence-v1"] = "Confluence, version 1",
    };

    /// <summary>The documents of Jira and Confluence.</summary>
    private static readonly PackageDocument[] s_documents = [.. PackageDocument.All.Where(static d => !d.IsForFullRuns)];

    public static TheoryData<string> Documents => [.. s_documents.Select(static d => d.Name)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void NoTypeShouldHaveAServerSuffixOrANumber(string document)
    {
        ClientShape client = RenamedDocument.Read(document).Now;

        Assert.NotEmpty(client.Types);
        Assert.DoesNotContain(client.Types, static type => ServerName().IsMatch(type.Name));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void EveryNameShouldBeUsed(string document)
    {
        ClientShape client = RenamedDocument.Read(document).Now;
        HashSet<string> used = [.. client.Types.Select(static t => t.Name), .. client.Interfaces.SelectMany(static i => i.Operations).Select(static o => o.MethodName[..^"Async".Length])];

        Assert.Subset(used, ReadNames(document).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>A project that selects an operation by its id must not select another one that has the id as its name.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void NoMethodShouldBeNamedAfterAnotherOperation(string document)
    {
        (string Id, string Name)[] operations =
            [.. RenamedDocument.Read(document).Now.Interfaces.SelectMany(static i => i.Operations).Select(static o => (o.Id, o.MethodName[..^"Async".Length]))];
        HashSet<string> ids = operations.Select(static o => o.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.DoesNotContain(operations, operation => ids.Contains(operation.Name) && !operation.Name.Equals(operation.Id, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Accepts the new tables with <c>LEEWAY_ACCEPT=1</c>, as for snapshots.</summary>
    [Fact]
    public void PageShouldListEveryRenamedOperationAndType()
    {
        StringBuilder tables = new();
        foreach (PackageDocument document in s_documents)
        {
            AppendTables(tables, document.Name, RenamedDocument.Read(document.Name));
        }

        string page = File.ReadAllText(s_page);
        string expected = page[..page.IndexOf(FirstHeading, StringComparison.Ordinal)] + tables;
        if (page != expected && Environment.GetEnvironmentVariable("LEEWAY_ACCEPT") == "1")
        {
            File.WriteAllText(s_page, expected);
            return;
        }

        Assert.True(page == expected, "docs/names.md differs from the overlays. Accept it with LEEWAY_ACCEPT=1.\n" + TextDifference.Of(page, expected));
    }

    private static void AppendTables(StringBuilder page, string name, RenamedDocument document)
    {
        page.Append("\n## ").Append(s_titles[name]).Append('\n');
        page.Append("\n| method | operation id |\n|---|---|\n");
        foreach ((string property, OperationShape operation) in document.ListRenamedOperations())
        {
            string enumerator = operation.Enumeration is null ? "" : $", `{operation.EnumeratorName}`";
            page.Append($"| `{property}.{operation.MethodName}`{enumerator} | `{operation.Id}` |\n");
        }

        page.Append("\n| type | without a name in the overlay |\n|---|---|\n");
        foreach (IGrouping<string, string> type in document.ListRenamedTypes())
        {
            page.Append($"| `{type.Key}` | {string.Join(", ", type.Select(static old => $"`{old}`"))} |\n");
        }
    }

    private static IEnumerable<string> ReadNames(string document) => CommittedDocument.ReadPlaces(document + ".json")
        .Where(static place => place.Name == "x-leeway-name")
        .Select(static place => place.Value.AsString()!);

    [GeneratedRegex("Bean|DTO|Dto|[0-9]$")]
    private static partial Regex ServerName();
}
