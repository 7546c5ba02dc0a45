namespace Leeway.RichText;

/// <summary>The content of a block of code: text without marks.</summary>
internal sealed class AdfCodeContentModel() : AdfContentModel<AdfInline>(0, isRequired: false, isLine: true)
{
    public static readonly AdfCodeContentModel Instance = new();

    public override bool Accepts(AdfNode node) => node is AdfText { Marks.Count: 0 };
}
