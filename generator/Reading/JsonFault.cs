using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Reading;

/// <summary>What is wrong with a text, and where.</summary>
internal sealed record JsonFault(string Reason, LinePosition Position);
