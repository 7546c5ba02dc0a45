namespace Leeway.Simulator.Wire;

/// <summary>A part of a form that has a file name.</summary>
/// <param name="Field">The name of the part.</param>
/// <param name="FileName">The name of the file.</param>
/// <param name="ContentType">Its type.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record ReceivedFile(string Field, string FileName, string ContentType, SimulatedContent Content);
