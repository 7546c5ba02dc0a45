namespace Leeway.Simulator.Wire;

/// <summary>A part of a form that has a file name.</summary>
/// <param name="Field">The name of the part.</param>
/// <param name="FileName">The name of the file.</param>
/// <param name="ContentType">The media type of the file.</param>
/// <param name="Content">The bytes of the file.</param>
internal sealed record ReceivedFile(string Field, string FileName, string ContentType, SimulatedContent Content);
