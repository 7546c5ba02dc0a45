using System.Globalization;
using System.Net;
using System.Text.Json;
using Leeway.Generator;
using Leeway.Generator.Fields.Reading;
using Leeway.Jira;
using Leeway.Json;
using SiteSchema = Leeway.Generator.Fields.Reading.FieldSchema;

namespace Leeway.Cli.Fields;

/// <summary>Reads the custom fields of a site with their options.</summary>
/// <param name="jira">The site.</param>
/// <param name="projects">The projects whose create screens list options that cannot be read otherwise.</param>
internal sealed class FieldPull(JiraClient jira, IReadOnlyList<string> projects)
{
    private bool _isForbidden;

    /// <param name="site">The address of the site.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="LeewayException">The fields cannot be read.</exception>
    public async Task<PulledFields> ReadAsync(string site, CancellationToken cancellationToken)
    {
        List<SiteField> fields = [];
        List<SiteField> unread = [];
        foreach (SiteField field in (await jira.IssueFields.GetFieldsAsync(cancellationToken)).Select(Convert).OfType<SiteField>())
        {
            if (!HasOptions(field.Schema))
            {
                fields.Add(field);
            }
            else if (await ReadOptionsAsync(field.Id, cancellationToken) is { } options)
            {
                fields.Add(field with { Options = Sort(options) });
            }
            else
            {
                unread.Add(field);
            }
        }

        if (unread.Count > 0 && projects.Count > 0)
        {
            Dictionary<string, Dictionary<string, SiteFieldOption>> allowed = await ReadCreateMetadataAsync(cancellationToken);
            foreach (SiteField field in unread.Where(f => allowed.ContainsKey(f.Id)).ToList())
            {
                unread.Remove(field);
                fields.Add(field with { Options = Sort(allowed[field.Id].Values) });
            }
        }

        return new PulledFields(
            new SiteFields(site, fields.Concat(unread).OrderBy(static f => f.Number.Length).ThenBy(static f => f.Number, StringComparer.Ordinal).ToEquatableArray()),
            unread,
            _isForbidden);
    }

    /// <summary>Converts a field; returns null for a system field, which every site has.</summary>
    private static SiteField? Convert(FieldDetails field)
    {
        if (field.Id is not { } id || field.Schema is not { } schema || !IsCustom(id))
        {
            return null;
        }

        // The name is in the language of the account, unless Jira also returns the other one.
        string name = field.UnknownMembers.TryGet("untranslatedName", out RawJson untranslated) && untranslated.Kind == JsonValueKind.String
            ? untranslated.GetString() ?? ""
            : field.Name ?? "";
        return new SiteField(id, name, new SiteSchema(
            schema.Type ?? "any", schema.Items, schema.Custom, long.Parse(id[SiteField.IdPrefix.Length..], CultureInfo.InvariantCulture)))
        {
            Key = field.Key == id ? null : field.Key,
        };
    }

    private static bool IsCustom(string id) =>
        id.StartsWith(SiteField.IdPrefix, StringComparison.Ordinal)
        && id.AsSpan(SiteField.IdPrefix.Length) is { Length: > 0 and <= 18 } number
        && !number.ContainsAnyExceptInRange('0', '9');

    private static bool HasOptions(SiteSchema schema) =>
        schema.Type is "option" or "option-with-child" || (schema.Type == "array" && schema.Items is "option" or "option-with-child");

    /// <summary>Reads the options of all contexts of a field; returns null if the login may not read them or the field has no contexts.</summary>
    private async Task<IReadOnlyCollection<SiteFieldOption>?> ReadOptionsAsync(string field, CancellationToken cancellationToken)
    {
        if (_isForbidden)
        {
            return null;
        }

        Dictionary<string, SiteFieldOption> options = new(StringComparer.Ordinal);
        List<(string Parent, SiteFieldOption Option)> children = [];
        try
        {
            await foreach (CustomFieldContext context in jira.IssueCustomFieldContexts.EnumerateContextsForFieldAsync(field).WithCancellation(cancellationToken))
            {
                await foreach (CustomFieldContextOption option in jira.IssueCustomFieldOptions.EnumerateOptionsForContextAsync(field, context.Id!).WithCancellation(cancellationToken))
                {
                    SiteFieldOption read = new(option.Id ?? "", option.Value ?? "") { IsDisabled = option.Disabled == true };
                    if (option.OptionId is { } parent)
                    {
                        children.Add((parent, read));
                    }
                    else
                    {
                        options[read.Id] = read;
                    }
                }
            }
        }
        catch (AtlassianApiException exception) when (exception.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            _isForbidden = exception.Status == HttpStatusCode.Forbidden;
            return null;
        }

        foreach (IGrouping<string, SiteFieldOption> group in children.GroupBy(static c => c.Parent, static c => c.Option, StringComparer.Ordinal))
        {
            if (options.TryGetValue(group.Key, out SiteFieldOption? parent))
            {
                options[group.Key] = parent with { Children = Sort(group) };
            }
        }

        return options.Values;
    }

    /// <summary>Reads the options that the create screens of the projects allow, by the id of the field and of the option.</summary>
    private async Task<Dictionary<string, Dictionary<string, SiteFieldOption>>> ReadCreateMetadataAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, Dictionary<string, SiteFieldOption>> allowed = new(StringComparer.Ordinal);
        foreach (string project in projects)
        {
            await foreach (IssueTypeIssueCreateMetadata type in jira.Issues.EnumerateCreateMetadataIssueTypesAsync(project).WithCancellation(cancellationToken))
            {
                await foreach (FieldCreateMetadata field in jira.Issues.EnumerateCreateMetadataFieldsAsync(project, type.Id!).WithCancellation(cancellationToken))
                {
                    foreach (SiteFieldOption option in (field.AllowedValues ?? []).Select(static v => Convert(v.ToElement())).OfType<SiteFieldOption>())
                    {
                        string id = field.FieldId ?? "";
                        if (!allowed.TryGetValue(id, out Dictionary<string, SiteFieldOption>? options))
                        {
                            allowed.Add(id, options = new(StringComparer.Ordinal));
                        }

                        options[option.Id] = option;
                    }
                }
            }
        }

        return allowed;
    }

    private static SiteFieldOption? Convert(JsonElement option)
    {
        if (option.ValueKind != JsonValueKind.Object
            || !option.TryGetProperty("id", out JsonElement id) || id.ValueKind != JsonValueKind.String
            || !option.TryGetProperty("value", out JsonElement value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        return new SiteFieldOption(id.GetString()!, value.GetString()!)
        {
            Children = option.TryGetProperty("children", out JsonElement children) && children.ValueKind == JsonValueKind.Array
                ? Sort(children.EnumerateArray().Select(Convert).OfType<SiteFieldOption>())
                : [],
        };
    }

    private static EquatableArray<SiteFieldOption> Sort(IEnumerable<SiteFieldOption> options) =>
        options.OrderBy(static o => o.Id.Length).ThenBy(static o => o.Id, StringComparer.Ordinal).ToEquatableArray();
}
