using Leeway.Generator.References;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Emission;

/// <summary>Writes the registration with Refit of those clients of a package that the project names.</summary>
/// <remarks>
/// The package registers all of its clients, but not in a trimmed application, where that would keep all of them. Only this project knows the
/// ones that it needs.
/// </remarks>
internal static class PackageRegistrationEmitter
{
    public static SourceText Emit(PackageRegistrationShape shape)
    {
        string scope = "global::" + GeneratedFile.FormatNamespace(shape.Namespace) + ".";
        return GeneratedFile.Begin().Write($$"""
            {{GeneratedFile.Mark}}
            {{GeneratedFile.NonUserType}}
            file static class PackageRegistration
            {
                [global::System.Runtime.CompilerServices.ModuleInitializer]
                internal static void Register()
                {
                    {{w => EmitFactories(shape, scope, w)}}
                }
            }
            """).Complete();
    }

    private static void EmitFactories(PackageRegistrationShape shape, string scope, SourceWriter writer)
    {
        foreach (PackagedInterface named in shape.Named)
        {
            string create = Wrapping.Fill(
                $"static (client, _) => new {scope}{CSharpText.EscapeIdentifier(shape.Client)}(new global::Leeway.Calls.AtlassianCaller(client)).{CSharpText.EscapeIdentifier(named.Property)}");
            writer.Write($"global::Refit.RestService.RegisterGeneratedSettingsFactory<{scope}{CSharpText.EscapeIdentifier(named.Name)}>({create});");
        }
    }
}
