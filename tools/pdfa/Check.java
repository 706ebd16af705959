import java.io.FileInputStream;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks veraPDF whether the files keep PDF/A-3a and PDF/UA-1: one line each, and one each fault. */
public class Check {
    private static final List<PDFAFlavour> STANDARDS =
        List.of(PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1);
    private static final int MOST_FAULTS = 20;

    public static void main(String[] files) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            for (PDFAFlavour standard : STANDARDS) {
                check(file, standard);
            }
        }
    }

    private static void check(String file, PDFAFlavour standard) throws Exception {
        try (FileInputStream in = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, standard)) {
            PDFAValidator validator = Foundries.defaultInstance()
                .createValidator(standard, MOST_FAULTS, false, true, false);
            ValidationResult result = validator.validate(parser);
            say("result", file, standard.getId(),
                String.valueOf(result.isCompliant()),
                String.valueOf(result.getTotalAssertions()));
            for (TestAssertion fault : result.getTestAssertions()) {
                say("fault", file, standard.getId(),
                    fault.getRuleId().getClause(), fault.getMessage());
            }
        }
    }

    private static void say(String... cells) {
        System.out.println(String.join("\t", cells).replace('\n', ' '));
    }
}
