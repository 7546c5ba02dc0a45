namespace Leeway.Generator.Shaping;

/// <summary>What every file of one product needs.</summary>
/// <param name="Namespace">The C# namespace of all that is generated, such as <c>Leeway.Jira</c>; made of identifiers.</param>
/// <param name="Product">The product's C# name, such as <c>JiraSoftware</c>.</param>
/// <param name="Gateway">The family that the gateway knows: <c>jira</c> or <c>confluence</c>.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="IsJiraPlatform">Whether it is the API that takes points in time without a colon in their offset alone.</param>
internal sealed record ApiShape(string Namespace, string Product, string Gateway, string Accessibility, bool IsJiraPlatform = false);
