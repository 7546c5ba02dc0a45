namespace Leeway.RichText;

/// <summary>A node that a column of a layout can hold.</summary>
public interface IAdfLayoutColumnContent : IAdfNode;
