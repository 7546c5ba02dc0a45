using System;
using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Diagnostics;
using Leeway.Generator.Fields.Reading;
using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis.CSharp;

namespace Leeway.Generator.Fields.Shaping;

/// <summary>Decides what is generated for the fields of a site.</summary>
internal static class FieldShaper
{
    /// <summary>C# 14, which has extension properties. This compiler's enum can be older.</summary>
    private const LanguageVersion MinVersion = (LanguageVersion)1400;

    /// <summary>Decides what is generated.</summary>
    /// <param name="configuration">The options.</param>
    /// <param name="project">The project file, for diagnostics.</param>
    /// <param name="site">The fields.</param>
    /// <param name="version">The version of C# that the project uses.</param>
    public static SiteShapeResult Shape(FieldsConfiguration configuration, string project, SiteFields site, LanguageVersion version)
    {
        if (version < MinVersion)
        {
            return new SiteShapeResult(
                null,
                [DiagnosticInfo.Create(DiagnosticDescriptors.OldLanguageVersion, project, configuration.File, version.ToDisplayString())]);
        }

        Dictionary<string, string> names = FieldNaming.MakeDistinct(
            [.. site.Fields.Select(static f => (f.Id, FieldNaming.ToPascalCase(f.Name), "Field" + f.Number))], FieldNaming.IsReserved);
        return new SiteShapeResult(
            new SiteShape(
                configuration.Namespace,
                configuration.Accessibility,
                site.Site,
                site.Fields
                    .Select(field => CreateField(names[field.Id], field))
                    .OrderBy(static field => field.Name, StringComparer.Ordinal)
                    .ToEquatableArray()),
            []);
    }

    private static FieldShape CreateField(string name, SiteField field)
    {
        (FieldValue value, bool isList) = FieldTypes.Find(field.Schema);
        var shape = new FieldShape(name, field.Id, field.Number, field.Name, value, isList);
        return value == FieldValue.Option ? shape with { Options = CreateOptions(shape.OptionType, field.Options ?? []) } : shape;
    }

    /// <summary>Creates a value for each text. Contexts of a field can have options of one text, which have ids of their own.</summary>
    private static EquatableArray<OptionShape> CreateOptions(string type, EquatableArray<SiteFieldOption> options)
    {
        List<(string Value, bool IsDisabled, string Id)> values = [.. options
            .GroupBy(static o => o.Value, StringComparer.Ordinal)
            .Select(static o => (o.Key, o.All(static x => x.IsDisabled), o.Select(static x => x.Id).OrderBy(static id => id.Length).ThenBy(static id => id, StringComparer.Ordinal).First()))];
        Dictionary<string, string> names = FieldNaming.MakeDistinct(
            [.. values.Select(static v => (v.Value, FieldNaming.ToPascalCase(v.Value), "Option" + v.Id))],
            name => name == type || ReservedNames.IsEnumMember(name));
        return values
            .Select(v => new OptionShape(names[v.Value], v.Value, v.IsDisabled))
            .OrderBy(static o => o.Name, StringComparer.Ordinal)
            .ToEquatableArray();
    }
}
