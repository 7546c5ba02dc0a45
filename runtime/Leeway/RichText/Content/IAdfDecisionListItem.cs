namespace Leeway.RichText;

/// <summary>An item of a list of decisions, or an unknown node in its place.</summary>
public interface IAdfDecisionListItem : IAdfNode;
