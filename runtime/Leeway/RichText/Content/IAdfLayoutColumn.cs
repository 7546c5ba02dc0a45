namespace Leeway.RichText;

/// <summary>A column of a layout, or an unknown node in its place.</summary>
public interface IAdfLayoutColumn : IAdfNode;
