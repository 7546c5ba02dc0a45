using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Emission;

/// <summary>
/// Writes what hands the clients of a product to Refit when the assembly is loaded: Refit's own generator cannot see the
/// interfaces, so that without it Refit would find no implementation.
/// </summary>
internal static class RefitRegistrationEmitter
{
    private const string Service = "global::Refit.RestService.";

    public static SourceText Emit(RootShape shape)
    {
        SourceWriter writer = GeneratedFile.Begin(shape.Api);
        writer.Line(GeneratedFile.Mark);
        writer.Line("file static class RefitRegistration").Open();
        writer.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        writer.Line("internal static void Register()").Open();
        foreach (InterfaceReference reference in shape.Interfaces)
        {
            // Refit asks for the first where it was given settings alone, for the second where it made a request builder.
            EmitFactory("RegisterGeneratedSettingsFactory", reference, writer);
            EmitFactory("RegisterGeneratedFactory", reference, writer);
        }

        return writer.Close().Close().ToSourceText();
    }

    private static void EmitFactory(string registration, InterfaceReference reference, SourceWriter writer) =>
        writer.Line(Service + registration + "<" + CSharpText.Identifier(reference.InterfaceName) + ">(static (client, _) => new "
            + CSharpText.Identifier(reference.ClientName) + "(new global::Leeway.Calls.AtlassianCaller(client)));");
}
