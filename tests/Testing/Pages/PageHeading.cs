namespace Leeway.Pages;

/// <summary>A heading of a page.</summary>
/// <param name="Text">The text, without formatting.</param>
/// <param name="Anchor">The fragment that leads to it on GitHub and on the site.</param>
/// <param name="Level">1 for the title of the page.</param>
public sealed record PageHeading(string Text, string Anchor, int Level);
