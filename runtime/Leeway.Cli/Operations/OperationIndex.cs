using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Leeway.Cli.Operations;

/// <summary>The operations of the documents that ship with the tool. The facts of an operation are read when they are needed.</summary>
internal sealed class OperationIndex
{
    private const string AsyncEnding = "Async";
    private const int MaxNamed = 6;

    private readonly ILookup<string, OperationEntry> _byId;

    private OperationIndex(IReadOnlyList<OperationEntry> entries)
    {
        Entries = entries;
        _byId = entries.ToLookup(static e => e.Id, StringComparer.Ordinal);
    }

    /// <summary>The operations in the order of the documents.</summary>
    public IReadOnlyList<OperationEntry> Entries { get; }

    public static OperationIndex Open()
    {
        using StreamReader reader = new(OpenResource("index.tsv"), Encoding.UTF8);
        List<OperationEntry> entries = [];
        while (reader.ReadLine() is { } line)
        {
            string[] columns = line.Split('\t');
            entries.Add(new OperationEntry(
                columns[0], columns[1], columns[2], columns[3], columns[4], columns[5], columns[6], columns[7], ReadNumber(columns[8]), ReadNumber(columns[9]), columns[10]));
        }

        return new OperationIndex(entries);
    }

    /// <summary>Reads the facts of an operation.</summary>
    public static OperationFacts Read(OperationEntry entry)
    {
        using Stream table = OpenResource(entry.Document + ".jsonl");
        table.Position = entry.Start;
        byte[] facts = new byte[entry.Length];
        table.ReadExactly(facts);
        using JsonDocument json = JsonDocument.Parse(facts);
        return OperationFacts.Read(entry, json.RootElement);
    }

    /// <summary>Finds an operation by its id or its C# name, alone or as <c>DOCUMENT/NAME</c> or <c>DOCUMENT/GROUP/NAME</c>.</summary>
    /// <exception cref="InputException">There is no such operation, or there are several.</exception>
    public OperationEntry Find(string name)
    {
        OperationEntry[] found = FindAll(name);
        OperationEntry[] main = [.. found.Where(static e => e.IsOfMainDocument)];
        return (found, main) switch
        {
            ([{ } only], _) => only,
            (_, [{ } only]) => only,
            ([], _) => throw new InputException($"There is no operation '{name}'.{Suggestion.For(name, Entries.SelectMany(static e => (string[])[e.Id, char.ToLowerInvariant(e.Method[0]) + e.Method[1..^AsyncEnding.Length]]))} Search with 'leeway operations search WORD'."),
            _ => throw new InputException($"Several operations are named '{name}'. Use one of {string.Join(", ", found.Take(MaxNamed).Select(NameOf))}{(found.Length > MaxNamed ? ", …" : "")}."),
        };
    }

    /// <summary>Returns the shortest name by which <see cref="Find"/> finds an operation.</summary>
    public string NameOf(OperationEntry entry)
    {
        OperationEntry[] same = [.. _byId[entry.Id]];
        OperationEntry[] own = [.. same.Where(e => e.Document == entry.Document)];
        return same.Length == 1 || (entry.IsOfMainDocument && same.Count(static e => e.IsOfMainDocument) == 1) ? entry.Id
            : own.Length == 1 ? $"{entry.Document}/{entry.Id}"
            : own.Count(e => e.Group == entry.Group) == 1 ? $"{entry.Document}/{entry.Group}/{entry.Id}"
            : $"{entry.Document}/{entry.Group}/{entry.Method}";
    }

    private OperationEntry[] FindAll(string name)
    {
        string[] parts = name.Split('/');
        string id = parts[^1];
        string document = parts.Length > 1 ? parts[0] : "";
        string group = parts.Length > 2 ? parts[1] : "";
        OperationEntry[] exact = [.. _byId[id].Where(IsInScope)];
        if (exact.Length > 0)
        {
            return exact;
        }

        OperationEntry[] methods = [.. Entries.Where(e => IsInScope(e) && IsMethod(e, id, StringComparison.Ordinal))];
        return methods.Length > 0
            ? methods
            : [.. Entries.Where(e => IsInScope(e) && (e.Id.Equals(id, StringComparison.OrdinalIgnoreCase) || IsMethod(e, id, StringComparison.OrdinalIgnoreCase)))];

        bool IsInScope(OperationEntry entry) => (document.Length == 0 || entry.Document.Equals(document, StringComparison.OrdinalIgnoreCase))
            && (group.Length == 0 || entry.Group.Equals(group, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsMethod(OperationEntry entry, string name, StringComparison comparison) =>
        entry.Method.Equals(name, comparison) || entry.Method.Equals(name + AsyncEnding, comparison);

    private static Stream OpenResource(string name) => typeof(OperationIndex).Assembly.GetManifestResourceStream("operations/" + name)
        ?? throw new InvalidOperationException($"The tool was built without the table '{name}'.");

    private static int ReadNumber(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
