namespace Leeway.RichText;

/// <summary>A node that an expand inside another node can hold.</summary>
public interface IAdfNestedExpandContent : IAdfNode;
