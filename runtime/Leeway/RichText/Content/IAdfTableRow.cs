namespace Leeway.RichText;

/// <summary>A row of a table, or an unknown node in its place.</summary>
public interface IAdfTableRow : IAdfNode;
