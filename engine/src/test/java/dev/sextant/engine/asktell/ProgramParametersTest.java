// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.asktell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sextant.engine.space.Template;
import org.junit.jupiter.api.Test;

class ProgramParametersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a program is given at a point of the unit cube. */
    private static void assertGiven(String expected, String parameters, double... unit) throws Exception {
        Template template = ProgramStudy.template(JSON.readTree(parameters.replace('\'', '"')));
        JsonNode given = new ProgramParameters(template).of(template.space().fromUnit(unit));
        assertEquals(expected.replace('\'', '"'), given.toString());
    }

    @Test
    void namesAreTheStudysAndValuesAreJson() throws Exception {
        assertGiven(
                "{'lr':0.25,'fixed':[1,'two',null],'size':64,'flag':true,'nothing':null,'shape':[8,{'deep':2}]}",
                """
                {'lr': {'range': 1}, 'fixed': [1, 'two', null], 'size': {'choice': [32, 64]},
                 'flag': {'choice': [true, false]}, 'nothing': {'choice': [null]}, 'shape': {'choice': [[8, {'deep': 2}]]}}""",
                0.25,
                0.9,
                0,
                0,
                0);
    }

    @Test
    void aBranchIsItsLabelAndWhatItHoldsStandsBesideIt() throws Exception {
        String study = """
                {'optimizer': {'choice': {'sgd': {'momentum': {'range': 1}, 'nesterov': true}, 'adam': {}}}, 'lr': 0.1}""";
        assertGiven("{'optimizer':'sgd','momentum':0.75,'nesterov':true,'lr':0.1}", study, 0, 0.75);
        assertGiven("{'optimizer':'adam','lr':0.1}", study, 1, 0.75);
    }

    @Test
    void aNameThatStandsTwiceBelowBranchesIsAPath() throws Exception {
        String study = """
                {'lr': {'range': 1},
                 'head': {'choice': {'own': {'lr': {'range': 1}, 'rank': {'range': 1}}, 'none': {}}},
                 'body': {'choice': {'own': {'lr': {'range': 1}}, 'none': {}}}}""";
        assertGiven(
                "{'lr':0.125,'head':'own','head.own.lr':0.25,'rank':0.5,'body':'own','body.own.lr':0.75}",
                study,
                0.125,
                0,
                0.25,
                0.5,
                0,
                0.75);
        // Where only the one at the top and one below are active, the one at the top keeps its name.
        assertGiven("{'lr':0.125,'head':'none','body':'own','body.own.lr':0.75}", study, 0.125, 1, 0, 0, 0, 0.75);
        assertGiven("{'lr':0.125,'head':'none','body':'none'}", study, 0.125, 1, 0, 0, 1, 0);
    }

    @Test
    void branchesMayHoldBranches() throws Exception {
        String study = """
                {'model': {'choice': {'svm': {'kernel': {'choice': {'rbf': {'gamma': {'range': 1}}, 'linear': {}}}},
                                      'tree': {'depth': {'range': 1}}}}}""";
        assertGiven("{'model':'svm','kernel':'rbf','gamma':0.5}", study, 0, 0, 0.5, 0);
        assertGiven("{'model':'svm','kernel':'linear'}", study, 0, 1, 0, 0);
        assertGiven("{'model':'tree','depth':0.25}", study, 1, 0, 0, 0.25);
    }

    @Test
    void aBranchMayBeADomainItself() throws Exception {
        String study = "{'rate': {'choice': {'fixed': {'range': 1}, 'auto': {}}}}";
        assertGiven("{'rate':'fixed','fixed':0.5}", study, 0, 0.5);
        assertGiven("{'rate':'auto'}", study, 1, 0.5);
    }

    @Test
    void objectsAndArraysStayWhatTheyAre() throws Exception {
        assertGiven("{'net':{'units':[0.25,7,'wide'],'by':3,'deep':{'drop':0.5}}}", """
                {'net': {'units': [{'range': 1}, 7, {'choice': {'wide': {'by': 3}}}], 'deep': {'drop': {'range': 1}}}}""", 0.25, 0, 0.5);
    }

    @Test
    void namesWithDotsStayDistinct() throws Exception {
        assertGiven(
                "{'num.trees':0.5,'c':'a','c.a.num.trees':1}",
                "{'num.trees': {'range': 1}, 'c': {'choice': {'a': {'num.trees': 1}}}}",
                0.5,
                0);
        assertGiven(
                "{'a':'b','c':1,'d':'e','d.e.a.b.c':2}",
                "{'a': {'choice': {'b': {'c': 1}}}, 'd': {'choice': {'e': {'a.b.c': 2}}}}",
                0,
                0);
    }

    @Test
    void aDocumentWithoutParametersGivesNone() throws Exception {
        Template template = new Template(
                JSON.createObjectNode().put("other", 1),
                ProgramStudy.template(JSON.createObjectNode()).space());
        assertEquals(
                "{}",
                new ProgramParameters(template).of(template.space().preset()).toString());
    }
}
