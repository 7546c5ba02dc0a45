using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Emission;

/// <summary>Writes the product's client: its interface, its class and their registration.</summary>
internal static class RootEmitter
{
    private const string Caller = "global::Leeway.Calls.AtlassianCaller";
    private const string Client = "global::Leeway.Calls.IAtlassianClient";
    private const string Builder = "global::Microsoft.Extensions.DependencyInjection.IAtlassianBuilder";

    public static SourceText Emit(RootShape shape)
    {
        string product = CSharpText.Identifier(shape.Api.Product + "Client");
        SourceWriter writer = GeneratedFile.Begin();
        writer.Line("namespace " + GeneratedFile.NamespaceOf(shape.Api)).Open();
        EmitInterface(shape, "I" + product, writer);
        writer.Line();
        EmitClass(shape, product, writer);
        writer.Close().Line();
        writer.Line("namespace Microsoft.Extensions.DependencyInjection").Open();
        EmitRegistration(shape, product, writer);
        return writer.Close().ToSourceText();
    }

    private static void EmitInterface(RootShape shape, string name, SourceWriter writer)
    {
        EmitSummary(shape.Api, writer);
        writer.Line(GeneratedFile.Mark);
        writer.Line(shape.Api.Accessibility + " partial interface " + name + " : " + Client + "<" + name + ">").Open();
        foreach (InterfaceReference reference in shape.Interfaces)
        {
            EmitSummary(reference, writer);
            writer.Line(CSharpText.Identifier(reference.InterfaceName) + " " + CSharpText.Identifier(reference.PropertyName) + " { get; }");
        }

        writer.Close();
    }

    private static void EmitClass(RootShape shape, string name, SourceWriter writer)
    {
        EmitSummary(shape.Api, writer);
        writer.Line("/// <param name=\"caller\">Sends the calls.</param>");
        writer.Line(GeneratedFile.Mark);
        writer.Line(shape.Api.Accessibility + " sealed partial class " + name + "(" + Caller + " caller) : I" + name).Open();
        writer.Line("private readonly " + Caller + " _caller = caller ?? throw new global::System.ArgumentNullException(nameof(caller));");
        foreach (InterfaceReference reference in shape.Interfaces)
        {
            writer.Line("private " + CSharpText.Identifier(reference.InterfaceName) + "? _" + reference.ClientName + ";");
        }

        writer.Line().Line("/// <inheritdoc/>");
        writer.Line("public I" + name + " WithSettings(global::Leeway.Calls.CallSettings settings) => new " + name + "(this._caller.WithSettings(settings));");
        foreach (InterfaceReference reference in shape.Interfaces)
        {
            writer.Line();
            EmitSummary(reference, writer);
            writer.Line("public " + CSharpText.Identifier(reference.InterfaceName) + " " + CSharpText.Identifier(reference.PropertyName)
                + " => this._" + reference.ClientName + " ??= new " + CSharpText.Identifier(reference.ClientName) + "(this._caller);");
        }

        writer.Close();
    }

    private static void EmitSummary(ApiShape api, SourceWriter writer)
    {
        string product = CSharpText.DocText(api.Product);
        writer.Line("/// <summary>The client of the " + product + " API, with a property for each group of operations.</summary>");
    }

    private static void EmitSummary(InterfaceReference reference, SourceWriter writer) =>
        writer.Line("/// <summary>" + CSharpText.DocText(reference.Tag) + ".</summary>");

    /// <summary>
    /// The name of the class contains the namespace, so that a project in which one product is generated twice can refer to each of them.
    /// </summary>
    private static void EmitRegistration(RootShape shape, string client, SourceWriter writer)
    {
        string scope = "global::" + GeneratedFile.NamespaceOf(shape.Api) + ".";
        string owner = string.Concat(shape.Api.Namespace.Split('.')) + "BuilderExtensions";
        writer.Line("/// <summary>Registers the " + CSharpText.DocText(shape.Api.Product) + " API.</summary>");
        writer.Line(GeneratedFile.Mark);
        writer.Line(shape.Api.Accessibility + " static class " + CSharpText.Identifier(owner)).Open();
        writer.Line("/// <summary>Registers <see cref=\"" + scope + "I" + client + "\"/> and each of its interfaces.</summary>");
        writer.Line("/// <param name=\"builder\">The builder that <c>AddAtlassian</c> returned.</param>");
        writer.Line("public static " + Builder + " Add" + shape.Api.Product + "(this " + Builder + " builder)").Open();
        EmitAdd("I" + client, client);
        EmitAdd(client, client);
        foreach (InterfaceReference reference in shape.Interfaces)
        {
            EmitAdd(CSharpText.Identifier(reference.InterfaceName), CSharpText.Identifier(reference.ClientName));
        }

        writer.Line("return builder;").Close().Close();

        void EmitAdd(string service, string implementation) =>
            writer.Line("global::Leeway.Generated.ApiRegistration.Add<" + scope + service + ">"
                + "(builder, static caller => new " + scope + implementation + "(caller));");
    }
}
