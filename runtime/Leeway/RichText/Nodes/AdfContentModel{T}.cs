namespace Leeway.RichText;

/// <summary>A place that can hold nodes of one type.</summary>
/// <typeparam name="T">The type: an interface for blocks, a class for the content of a line.</typeparam>
internal class AdfContentModel<T>(int min, bool isRequired, bool isLine) : AdfContentModel(min, isRequired, isLine)
    where T : class
{
    /// <summary>The content of a line, which can be empty.</summary>
    public static readonly AdfContentModel<T> Line = new(0, isRequired: false, isLine: true);

    /// <summary>Blocks, which can be none.</summary>
    public static readonly AdfContentModel<T> Blocks = new(0, isRequired: true, isLine: false);

    /// <summary>At least one block.</summary>
    public static readonly AdfContentModel<T> NotEmpty = new(1, isRequired: true, isLine: false);

    public override bool Accepts(AdfNode node) => node is T;

    public sealed override AdfContentList CreateList(AdfNode[] nodes) => new AdfContentList<T>(nodes);
}
