using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Reading;

/// <summary>An error in a text, with its position.</summary>
internal sealed record JsonFault(string Reason, LinePosition Position);
