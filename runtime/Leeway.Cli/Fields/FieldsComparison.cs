using Leeway.Generator;
using Leeway.Generator.Fields.Reading;
using Leeway.Generator.Fields.Shaping;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Cli.Fields;

/// <summary>Compares the fields of a site at two times, by their ids.</summary>
/// <remarks>A change is breaking if code that uses the generated property or option does not compile any more.</remarks>
internal sealed class FieldsComparison
{
    private readonly List<FieldChange> _changes = [];

    private FieldsComparison()
    {
    }

    /// <summary>Returns the changes, in the order of the ids.</summary>
    public static IReadOnlyList<FieldChange> Compare(SiteFields was, SiteFields now)
    {
        FieldsComparison comparison = new();
        Dictionary<string, (SiteField Field, FieldShape Shape)> before = Index(was);
        Dictionary<string, (SiteField Field, FieldShape Shape)> after = Index(now);
        foreach (string id in before.Keys.Union(after.Keys).OrderBy(static id => id.Length).ThenBy(static id => id, StringComparer.Ordinal))
        {
            switch (before.TryGetValue(id, out (SiteField Field, FieldShape Shape) old), after.TryGetValue(id, out (SiteField Field, FieldShape Shape) current))
            {
                case (true, false):
                    comparison.Add(ChangeSeverity.Breaking, "field removed", id, null, old.Field.Name, null);
                    break;
                case (false, true):
                    comparison.Add(ChangeSeverity.Addition, "field added", id, null, null, current.Field.Name);
                    break;
                default:
                    comparison.CompareFields(old.Field, old.Shape, current.Field, current.Shape);
                    break;
            }
        }

        return comparison._changes;
    }

    private static Dictionary<string, (SiteField Field, FieldShape Shape)> Index(SiteFields site)
    {
        SiteShape shape = FieldShaper.Shape(new FieldsConfiguration("", "", "Fields", "public"), "", site, LanguageVersion.Preview).Shape!;
        Dictionary<string, FieldShape> shapes = shape.Fields.ToDictionary(static f => f.Id, StringComparer.Ordinal);
        return site.Fields.ToDictionary(static f => f.Id, f => (f, shapes[f.Id]), StringComparer.Ordinal);
    }

    private void CompareFields(SiteField was, FieldShape wasShape, SiteField now, FieldShape nowShape)
    {
        if (was.Name != now.Name)
        {
            Add(wasShape.Name == nowShape.Name ? ChangeSeverity.Attention : ChangeSeverity.Breaking, "field renamed", was.Id, null, was.Name, now.Name);
        }
        else if (wasShape.Name != nowShape.Name)
        {
            // Another field has the name now, or has it no more.
            Add(ChangeSeverity.Breaking, "property renamed", was.Id, null, wasShape.Name, nowShape.Name);
        }

        if (was.Schema != now.Schema)
        {
            bool isSame = wasShape.Value == nowShape.Value && wasShape.IsList == nowShape.IsList;
            Add(isSame ? ChangeSeverity.Attention : ChangeSeverity.Breaking, "type changed", was.Id, null, Describe(was.Schema), Describe(now.Schema));
        }

        switch (was.Options, now.Options)
        {
            case ({ } before, { } after):
                CompareOptions(was.Id, "", before, after, wasShape, nowShape);
                break;
            case ({ }, null):
                Add(nowShape.Options.Count < wasShape.Options.Count ? ChangeSeverity.Breaking : ChangeSeverity.Attention, "options not read", was.Id, null, null, null);
                break;
            case (null, { } after):
                CompareOptions(was.Id, "", [], after, wasShape, nowShape);
                break;
        }
    }

    private void CompareOptions(
        string field, string path, EquatableArray<SiteFieldOption> was, EquatableArray<SiteFieldOption> now, FieldShape wasShape, FieldShape nowShape)
    {
        Dictionary<string, SiteFieldOption> before = was.ToDictionary(static o => o.Id, StringComparer.Ordinal);
        Dictionary<string, SiteFieldOption> after = now.ToDictionary(static o => o.Id, StringComparer.Ordinal);
        foreach (string id in before.Keys.Union(after.Keys).OrderBy(static id => id.Length).ThenBy(static id => id, StringComparer.Ordinal))
        {
            SiteFieldOption? old = before.GetValueOrDefault(id);
            SiteFieldOption? current = after.GetValueOrDefault(id);
            ChangeSeverity severity = old is not null && IsMemberLost(old.Value, wasShape, nowShape) ? ChangeSeverity.Breaking : ChangeSeverity.Attention;
            if (old is null)
            {
                Add(ChangeSeverity.Addition, "option added", field, id, null, path + current!.Value);
            }
            else if (current is null)
            {
                Add(severity, "option removed", field, id, path + old.Value, null);
            }
            else
            {
                if (old.Value != current.Value)
                {
                    Add(severity, "option renamed", field, id, path + old.Value, path + current.Value);
                }
                else if (severity == ChangeSeverity.Breaking)
                {
                    Add(severity, "member renamed", field, id, FindMember(wasShape, old.Value), FindMember(nowShape, old.Value));
                }

                if (old.IsDisabled != current.IsDisabled)
                {
                    Add(ChangeSeverity.Attention, current.IsDisabled ? "option disabled" : "option enabled", field, id, null, path + current.Value);
                }

                CompareOptions(field, path + current.Value + " / ", old.Children, current.Children, wasShape, nowShape);
            }
        }
    }

    /// <summary>Whether the member of the open enum for a text does not exist any more. Options of a second list have none.</summary>
    private static bool IsMemberLost(string text, FieldShape was, FieldShape now) =>
        FindMember(was, text) is { } member && now.Options.All(o => o.Name != member);

    private static string? FindMember(FieldShape shape, string text) => shape.Options.FirstOrDefault(o => o.Value == text)?.Name;

    private static string Describe(FieldSchema schema) =>
        schema.Type + (schema.Items is null ? "" : $" of {schema.Items}") + (schema.Custom is null ? "" : $" ({schema.Custom})");

    private void Add(ChangeSeverity severity, string kind, string field, string? option, string? was, string? now) =>
        _changes.Add(new FieldChange(severity, kind, field, option, was, now));
}
