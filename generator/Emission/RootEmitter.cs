using System.Linq;
using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Emission;

/// <summary>Writes the product's client: its interface, its class and their registration.</summary>
internal static class RootEmitter
{
    private const string Caller = "global::Leeway.Calls.AtlassianCaller";
    private const string Builder = "global::Microsoft.Extensions.DependencyInjection.IAtlassianBuilder";

    public static SourceText Emit(RootShape shape)
    {
        string client = CSharpText.EscapeIdentifier(shape.Api.Product + "Client");
        string product = CSharpText.EscapeComment(shape.Api.Product);
        string access = shape.Api.Accessibility;
        string scope = "global::" + GeneratedFile.FormatNamespace(shape.Api) + ".";
        string caller = "_caller";
        while (shape.Interfaces.Any(reference => GetField(reference) == caller))
        {
            caller += "_";
        }

        string withSettings = Wrapping.Defer($"new {client}({caller}.WithSettings(settings));");

        // The name contains the namespace, so that a project in which one product is generated twice can refer to each of them.
        string extensions = CSharpText.EscapeIdentifier(shape.Api.Namespace.Replace(".", "") + "BuilderExtensions");
        return GeneratedFile.Begin().Write($$"""
            namespace {{GeneratedFile.FormatNamespace(shape.Api)}}
            {
                /// <summary>The client of the {{product}} API, with a property for each group of operations.</summary>
                {{GeneratedFile.Mark}}
                {{access}} partial interface I{{client}} :{{Wrapping.Defer($"global::Leeway.Calls.IAtlassianClient<I{client}>")}}
                {
                    {{w => w.WriteEach(shape.Interfaces, EmitDeclaration)}}
                }

                /// <summary>The client of the {{product}} API, with a property for each group of operations.</summary>
                /// <param name="caller">Sends the calls.</param>
                {{GeneratedFile.Mark}}
                {{access}} sealed partial class {{client}}({{Caller}} caller) : I{{client}}
                {
                    private readonly {{Caller}} {{caller}} = caller ??{{Wrapping.Defer("throw new global::System.ArgumentNullException(nameof(caller));")}}
                    {{w => EmitFields(shape, w)}}

                    /// <inheritdoc/>
                    public I{{client}} WithSettings(global::Leeway.Calls.CallSettings settings) =>{{withSettings}}

                    {{w => w.WriteEach(shape.Interfaces, (writer, reference) => EmitProperty(reference, caller, writer))}}
                }
            }

            namespace Microsoft.Extensions.DependencyInjection
            {
                /// <summary>Registers the {{product}} API.</summary>
                {{GeneratedFile.Mark}}
                {{GeneratedFile.NonUserType}}
                {{access}} static class {{extensions}}
                {
                    /// <summary>Registers <see cref="{{scope}}I{{client}}"/> and each of its interfaces.</summary>
                    /// <param name="builder">The builder that <c>AddAtlassian</c> returned.</param>
                    public static {{Builder}} Add{{shape.Api.Product}}({{Wrapping.Stack($"this {Builder} builder")}})
                    {
                        {{w => EmitRegistrations(shape, client, scope, w)}}
                        return builder;
                    }
                }
            }
            """).Complete();
    }

    private static void EmitDeclaration(SourceWriter writer, InterfaceReference reference) => writer.Write($$"""
        {{FormatSummary(reference)}}
        {{CSharpText.EscapeIdentifier(reference.InterfaceName)}} {{CSharpText.EscapeIdentifier(reference.PropertyName)}} { get; }
        """);

    private static void EmitFields(RootShape shape, SourceWriter writer)
    {
        foreach (InterfaceReference reference in shape.Interfaces)
        {
            writer.Write($"private {CSharpText.EscapeIdentifier(reference.InterfaceName)}? {GetField(reference)};");
        }
    }

    private static void EmitProperty(InterfaceReference reference, string caller, SourceWriter writer)
    {
        string value = Wrapping.Defer($"{GetField(reference)} ??= new {CSharpText.EscapeIdentifier(reference.ClientName)}({caller});");
        writer.Write($"""
            {FormatSummary(reference)}
            public {CSharpText.EscapeIdentifier(reference.InterfaceName)} {CSharpText.EscapeIdentifier(reference.PropertyName)} =>{value}
            """);
    }

    private static void EmitRegistrations(RootShape shape, string client, string scope, SourceWriter writer)
    {
        EmitRegistration("I" + client, client);
        EmitRegistration(client, client);
        foreach (InterfaceReference reference in shape.Interfaces)
        {
            EmitRegistration(CSharpText.EscapeIdentifier(reference.InterfaceName), CSharpText.EscapeIdentifier(reference.ClientName));
        }

        void EmitRegistration(string service, string implementation)
        {
            string arguments = Wrapping.Fill("builder", $"static caller => new {scope}{implementation}(caller)");
            writer.Write($"global::Leeway.Generated.ApiRegistration.Add<{scope}{service}>({arguments});");
        }
    }

    private static string FormatSummary(InterfaceReference reference) => DocComment.FormatSummary(CSharpText.EscapeComment(reference.Tag) + ".");

    private static string GetField(InterfaceReference reference) => "_" + CSharpText.LowerFirst(reference.PropertyName);
}
