namespace Leeway.Generator.Shaping;

/// <summary>The facts that every file of a product needs.</summary>
/// <param name="Namespace">The C# namespace of the generated code, such as <c>Leeway.Jira</c>. It consists of identifiers.</param>
/// <param name="Product">The product's C# name, such as <c>JiraSoftware</c>.</param>
/// <param name="Gateway">The first segment of the gateway's routes: <c>jira</c> or <c>confluence</c>.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="IsJiraPlatform">Whether the API accepts times only without a colon in their offset.</param>
internal sealed record ApiShape(string Namespace, string Product, string Gateway, string Accessibility, bool IsJiraPlatform = false);
