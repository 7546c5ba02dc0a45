namespace Leeway.Cli;

/// <summary>A document, overlay or folder cannot be used. The message is one line that says what to do.</summary>
internal sealed class InputException(string message) : Exception(message);
