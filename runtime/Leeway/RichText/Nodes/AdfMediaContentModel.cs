namespace Leeway.RichText;

/// <summary>An image or a file, and a caption.</summary>
internal sealed class AdfMediaContentModel() : AdfContentModel<IAdfNode>(1, isRequired: true, isLine: false)
{
    public static readonly AdfMediaContentModel Instance = new();

    public override bool Accepts(AdfNode node) => node is IAdfMedia or AdfCaption;
}
