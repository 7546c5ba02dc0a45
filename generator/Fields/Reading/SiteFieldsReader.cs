using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Fields.Reading;

/// <summary>Reads a file of fields. Members and values that the format does not have are reported at their place.</summary>
internal sealed class SiteFieldsReader
{
    /// <summary>Longer numbers do not fit into 64 bits.</summary>
    private const int MaxDigits = 18;

    private static readonly string[] s_fileMembers = ["version", "site", "fields"];
    private static readonly string[] s_fieldMembers = ["id", "key", "name", "schema", "options"];
    private static readonly string[] s_schemaMembers = ["type", "items", "custom", "customId"];
    private static readonly string[] s_optionMembers = ["id", "value", "disabled", "children"];

    private readonly List<(DiagnosticDescriptor Descriptor, string Pointer, string[] Arguments)> _faults = [];
    private readonly CancellationToken _cancellation;

    private SiteFieldsReader(CancellationToken cancellation) => _cancellation = cancellation;

    /// <summary>Reads a file.</summary>
    public static SiteFieldsResult Read(DocumentText text, CancellationToken cancellation)
    {
        if (text.Source is null)
        {
            return Fail(text.Path, new JsonFault("the file cannot be read", LinePosition.Zero));
        }

        string content = text.Source.ToString();
        var json = new JsonText(content);
        try
        {
            return (json.FindFault() ?? json.FindDuplicate()) is { } fault
                ? Fail(text.Path, fault)
                : new SiteFieldsReader(cancellation).Read(json, content, text.Path);
        }
        catch (InvalidOperationException)
        {
            return Fail(text.Path, new JsonFault("a text has half of a surrogate pair, which is not a character", LinePosition.Zero));
        }
    }

    private SiteFieldsResult Read(JsonText json, string content, string path)
    {
        using JsonDocument document = JsonDocument.Parse(Encoding.UTF8.GetBytes(content), new JsonDocumentOptions { MaxDepth = JsonText.MaxDepth });
        SiteFields? fields = ReadFile(document.RootElement);
        bool hasErrors = _faults.Any(static f => f.Descriptor.DefaultSeverity == DiagnosticSeverity.Error);
        return new SiteFieldsResult(path, hasErrors ? null : fields, Locate(json, path));
    }

    private static SiteFieldsResult Fail(string path, JsonFault fault) => new(
        path, null, [DiagnosticInfo.Create(DiagnosticDescriptors.UnreadableFields, path, fault.Position, fault.Reason)]);

    private EquatableArray<DiagnosticInfo> Locate(JsonText json, string path)
    {
        if (_faults.Count == 0)
        {
            return [];
        }

        Dictionary<string, LinePosition> positions = json.Find([.. _faults.Select(static f => f.Pointer)]);
        return _faults
            .Select(f => DiagnosticInfo.Create(
                f.Descriptor, path, positions.TryGetValue(f.Pointer, out LinePosition position) ? position : LinePosition.Zero, f.Arguments))
            .ToEquatableArray();
    }

    private SiteFields? ReadFile(JsonElement root)
    {
        if (!root.TryGetProperty("version", out JsonElement version)
            || version.ValueKind != JsonValueKind.Number
            || !version.TryGetInt32(out int number))
        {
            Refuse("#", "the member 'version' is missing or not a number");
            return null;
        }

        if (number != SiteFields.Version)
        {
            // Another version may have other members, so that nothing else is checked.
            _faults.Add((DiagnosticDescriptors.UnknownFieldsVersion, "#/version", [version.GetRawText(), SiteFields.Version.ToString(CultureInfo.InvariantCulture)]));
            return null;
        }

        CheckMembers(root, "#", s_fileMembers);
        string site = ReadText(root, "#", "site") ?? "";
        var ids = new HashSet<string>(StringComparer.Ordinal);
        List<SiteField> fields = [];
        foreach ((JsonElement field, string pointer) in ReadArray(root, "#", "fields", isRequired: true))
        {
            _cancellation.ThrowIfCancellationRequested();
            if (ReadField(field, pointer) is { } read)
            {
                fields.Add(read);
                CheckDuplicate(ids, read.Id, pointer);
            }
        }

        return new SiteFields(site, fields.ToEquatableArray());
    }

    private SiteField? ReadField(JsonElement field, string pointer)
    {
        if (!IsObject(field, pointer))
        {
            return null;
        }

        CheckMembers(field, pointer, s_fieldMembers);
        string? id = ReadText(field, pointer, "id");
        string? name = ReadText(field, pointer, "name");
        FieldSchema? schema = ReadSchema(field, pointer);
        if (id is not null && !(id.StartsWith(SiteField.IdPrefix, StringComparison.Ordinal) && IsNumber(id.Substring(SiteField.IdPrefix.Length))))
        {
            Refuse(pointer + "/id", $"'{id}' is not the id of a custom field, such as customfield_10016");
        }

        return id is null || name is null || schema is null ? null : new SiteField(id, name, schema)
        {
            Key = ReadText(field, pointer, "key", isRequired: false),
            Options = field.TryGetProperty("options", out _) ? ReadOptions(field, pointer, "options") : null,
        };
    }

    private FieldSchema? ReadSchema(JsonElement field, string owner)
    {
        string pointer = owner + "/schema";
        if (!field.TryGetProperty("schema", out JsonElement schema))
        {
            Refuse(owner, "the member 'schema' is missing");
            return null;
        }

        if (!IsObject(schema, pointer))
        {
            return null;
        }

        CheckMembers(schema, pointer, s_schemaMembers);
        long? customId = null;
        if (schema.TryGetProperty("customId", out JsonElement number))
        {
            if (number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out long value))
            {
                customId = value;
            }
            else
            {
                Refuse(pointer + "/customId", "the member 'customId' is not an integer");
            }
        }

        string? type = ReadText(schema, pointer, "type");
        return type is null ? null : new FieldSchema(
            type, ReadText(schema, pointer, "items", isRequired: false), ReadText(schema, pointer, "custom", isRequired: false), customId);
    }

    private EquatableArray<SiteFieldOption> ReadOptions(JsonElement owner, string ownerPointer, string member)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        List<SiteFieldOption> options = [];
        foreach ((JsonElement option, string pointer) in ReadArray(owner, ownerPointer, member, isRequired: false))
        {
            if (!IsObject(option, pointer))
            {
                continue;
            }

            CheckMembers(option, pointer, s_optionMembers);
            string? id = ReadText(option, pointer, "id");
            string? value = ReadText(option, pointer, "value");
            if (id is null || value is null)
            {
                continue;
            }

            if (!IsNumber(id))
            {
                Refuse(pointer + "/id", $"'{id}' is not the id of an option, which has only digits");
            }

            CheckDuplicate(ids, id, pointer);
            options.Add(new SiteFieldOption(id, value) { IsDisabled = ReadFlag(option, pointer, "disabled"), Children = ReadOptions(option, pointer, "children") });
        }

        return options.ToEquatableArray();
    }

    private List<(JsonElement Element, string Pointer)> ReadArray(JsonElement owner, string pointer, string member, bool isRequired)
    {
        if (!owner.TryGetProperty(member, out JsonElement array))
        {
            if (isRequired)
            {
                Refuse(pointer, $"the member '{member}' is missing");
            }

            return [];
        }

        string own = pointer + "/" + member;
        if (array.ValueKind != JsonValueKind.Array)
        {
            Refuse(own, $"the member '{member}' is not an array");
            return [];
        }

        return [.. array.EnumerateArray().Select((element, i) => (element, own + "/" + i.ToString(CultureInfo.InvariantCulture)))];
    }

    private string? ReadText(JsonElement owner, string pointer, string member, bool isRequired = true)
    {
        if (!owner.TryGetProperty(member, out JsonElement value))
        {
            if (isRequired)
            {
                Refuse(pointer, $"the member '{member}' is missing");
            }

            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Refuse(pointer + "/" + member, $"the member '{member}' is not a string");
            return null;
        }

        return value.GetString();
    }

    private bool ReadFlag(JsonElement owner, string pointer, string member)
    {
        if (!owner.TryGetProperty(member, out JsonElement value))
        {
            return false;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Refuse(pointer + "/" + member, $"the member '{member}' is neither true nor false");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    private bool IsObject(JsonElement element, string pointer)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Refuse(pointer, "the value is not an object");
        }

        return element.ValueKind == JsonValueKind.Object;
    }

    private void CheckMembers(JsonElement owner, string pointer, string[] known)
    {
        foreach (JsonProperty member in owner.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                _faults.Add((DiagnosticDescriptors.UnknownFieldsMember, pointer + "/" + JsonText.Escape(member.Name), [member.Name, string.Join(", ", known)]));
            }
        }
    }

    private void CheckDuplicate(HashSet<string> ids, string id, string pointer)
    {
        if (!ids.Add(id))
        {
            _faults.Add((DiagnosticDescriptors.DuplicateField, pointer + "/id", [id]));
        }
    }

    private void Refuse(string pointer, string reason) => _faults.Add((DiagnosticDescriptors.UnreadableFields, pointer, [reason]));

    private static bool IsNumber(string text) => text.Length is > 0 and <= MaxDigits && text.All(static c => c is >= '0' and <= '9');
}
