using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Emission;

/// <summary>Writes the registration of a product's clients with Refit, whose own generator cannot see the interfaces.</summary>
/// <remarks>
/// It runs when the assembly is loaded, since Refit asks nobody before it looks for an implementation. Trimming removes the registration
/// of clients that the project does not pass to Refit by name, and with it the clients that nothing else uses.
/// </remarks>
internal static class RefitRegistrationEmitter
{
    public static SourceText Emit(RefitRegistrationShape shape)
    {
        SourceWriter writer = GeneratedFile.Begin(shape.Api);
        writer.Line(GeneratedFile.Mark);
        writer.Line("file static class RefitRegistration").Open();
        writer.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        writer.Line("internal static void Register()").Open();
        foreach (InterfaceReference reference in shape.Named)
        {
            EmitFactory(reference, writer);
        }

        if (!shape.Others.IsEmpty)
        {
            writer.Line("if (global::Leeway.Generated.RefitClients.AreAllRegistered)").Open();
            foreach (InterfaceReference reference in shape.Others)
            {
                EmitFactory(reference, writer);
            }

            writer.Close();
        }

        return writer.Close().Close().ToSourceText();
    }

    private static void EmitFactory(InterfaceReference reference, SourceWriter writer) =>
        writer.Line("global::Refit.RestService.RegisterGeneratedSettingsFactory<" + CSharpText.Identifier(reference.InterfaceName)
            + ">(static (client, _) => new " + CSharpText.Identifier(reference.ClientName) + "(new global::Leeway.Calls.AtlassianCaller(client)));");
}
