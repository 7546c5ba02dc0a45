using Leeway.Generator.Diagnostics;

namespace Leeway.Generator.Fields.Shaping;

/// <summary>What is generated for the fields of a site.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="Site">The address of the site, for the documentation. Untrusted.</param>
/// <param name="Fields">The fields in the order of their names.</param>
internal sealed record SiteShape(string Namespace, string Accessibility, string Site, EquatableArray<FieldShape> Fields);

/// <summary>A property for a field.</summary>
/// <param name="Name">The name of the property.</param>
/// <param name="Id">The id of the field, such as <c>customfield_10016</c>.</param>
/// <param name="Number">The digits of the id.</param>
/// <param name="Title">The name of the field on the site. Untrusted.</param>
/// <param name="Value">What the values are.</param>
/// <param name="IsList">Whether the field has a list of them.</param>
internal sealed record FieldShape(string Name, string Id, string Number, string Title, FieldValue Value, bool IsList)
{
    /// <summary>The values of the open enum; empty if the field has none.</summary>
    public EquatableArray<OptionShape> Options { get; init; }

    /// <summary>The name of the open enum.</summary>
    public string OptionType => Name + FieldNaming.OptionTypeSuffix;
}

/// <summary>A value of the open enum of a field.</summary>
/// <param name="Name">The name of the member.</param>
/// <param name="Value">The text of the option. Untrusted.</param>
/// <param name="IsDisabled">Whether the option cannot be chosen any more.</param>
internal sealed record OptionShape(string Name, string Value, bool IsDisabled);

/// <summary>What is generated for a file of fields, or the reason why nothing is.</summary>
internal sealed record SiteShapeResult(SiteShape? Shape, EquatableArray<DiagnosticInfo> Diagnostics);
