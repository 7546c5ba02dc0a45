using System.Collections.Generic;

namespace Leeway.Generator.CodeFixes.Queries;

/// <summary>An interpolated string of a template. A template on several lines has several of them.</summary>
/// <param name="separator">What is between the previous string and this one in the source; empty for the first string.</param>
/// <param name="form">The form of the string.</param>
/// <param name="open">The start of the string in the source.</param>
/// <param name="close">The end of the string in the source.</param>
internal sealed class TemplateString(string separator, StringForm form, string open, string close, IReadOnlyList<TemplatePart> parts)
{
    public StringForm Form => form;

    public IReadOnlyList<TemplatePart> Parts => parts;

    /// <inheritdoc/>
    public override string ToString() => separator + open + string.Concat(parts) + close;
}
