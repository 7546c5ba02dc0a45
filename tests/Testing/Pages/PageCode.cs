namespace Leeway.Pages;

/// <summary>A fenced block of code of a page.</summary>
/// <param name="Language">The language after the fence.</param>
/// <param name="Section">The anchor of the heading above it; empty above the first heading.</param>
/// <param name="Text">The code, with a line break after each line.</param>
/// <param name="Start">The position of the code in the text of the page.</param>
public sealed record PageCode(string Language, string Section, string Text, int Start);
