namespace Leeway.RichText;

/// <summary>A cell or a header cell of a table, or an unknown node in its place.</summary>
public interface IAdfTableCell : IAdfNode;
