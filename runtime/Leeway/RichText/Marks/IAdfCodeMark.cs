namespace Leeway.RichText;

/// <summary>A mark that code inside a line can have: the schema allows no other formatting beside code.</summary>
public interface IAdfCodeMark : IAdfMark;
