using System.Collections.Generic;
using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Emission;

/// <summary>Writes the registration of a product's clients with Refit, whose own generator cannot see the interfaces.</summary>
/// <remarks>
/// It runs when the assembly is loaded, because Refit calls no code of the application before it looks for an implementation. Trimming
/// removes the registration of clients that the project does not pass to Refit by name, and with it the clients that nothing else uses.
/// </remarks>
internal static class RefitRegistrationEmitter
{
    public static SourceText Emit(RefitRegistrationShape shape) => GeneratedFile.Begin(shape.Api).Write($$"""
        {{GeneratedFile.Mark}}
        {{GeneratedFile.NonUserType}}
        file static class RefitRegistration
        {
            [global::System.Runtime.CompilerServices.ModuleInitializer]
            internal static void Register()
            {
                {{w => EmitFactories(shape.Named, w)}}
                {{w => EmitOthers(shape, w)}}
            }
        }
        """).Complete();

    private static void EmitOthers(RefitRegistrationShape shape, SourceWriter writer)
    {
        if (!shape.Others.IsEmpty)
        {
            writer.Write($$"""
                if (global::Leeway.Generated.RefitClients.AreAllRegistered)
                {
                    {{w => EmitFactories(shape.Others, w)}}
                }
                """);
        }
    }

    private static void EmitFactories(IEnumerable<InterfaceReference> references, SourceWriter writer)
    {
        foreach (InterfaceReference reference in references)
        {
            string create = Wrapping.Fill(
                $"static (client, _) => new {CSharpText.EscapeIdentifier(reference.ClientName)}(new global::Leeway.Calls.AtlassianCaller(client))");
            writer.Write($"global::Refit.RestService.RegisterGeneratedSettingsFactory<{CSharpText.EscapeIdentifier(reference.InterfaceName)}>({create});");
        }
    }
}
